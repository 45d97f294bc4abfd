package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PackedTest {
  @Test
  void what_is_packed_is_read_again() {
    var numbers = new long[] {0, 1, 5, 4, Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 62, 7};

    var packed = Packed.written(numbers);

    assertThat(Packed.read(packed)).containsExactly(numbers);
  }

  @Test
  void random_lists_are_read_again() {
    var random = new Random(42);
    for (int round = 0; round < 200; round++) {
      var numbers = LongStream.generate(random::nextLong).limit(random.nextInt(50)).toArray();

      assertThat(Packed.read(Packed.written(numbers))).containsExactly(numbers);
    }
  }

  @Test
  void neighbours_take_a_byte_each() {
    var ids = LongStream.range(1_000_000_000, 1_000_000_500).toArray();

    var packed = Packed.written(ids);

    assertThat(packed.length).isLessThan(510);
  }

  @Test
  void a_list_that_is_cut_off_or_endless_is_refused() {
    var cut = new byte[] {(byte) 0x80};
    var endless = new byte[12];
    java.util.Arrays.fill(endless, (byte) 0xff);

    assertThatThrownBy(() -> Packed.read(cut)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Packed.read(endless)).isInstanceOf(IllegalArgumentException.class);
  }
}
