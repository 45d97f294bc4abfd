package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkMountsTest {
  private static final String MOUNTS =
      """
      /dev/vda / ext4 rw,relatime 0 0
      proc /proc proc rw 0 0
      server:/export /mnt/nfs nfs4 rw,vers=4.2 0 0
      //server/share /mnt/my\\040share cifs rw 0 0
      me@host: /home/me/remote fuse.sshfs rw,user_id=0 0 0
      /dev/sdb /mnt/nfs/local ext4 rw 0 0
      portal /run/user/0/doc fuse.portal rw 0 0
      overlay /odd\\011\\134name overlay rw 0 0
      x /mnt/twice nfs rw 0 0
      y /mnt/twice ext4 rw 0 0
      broken
      """;

  @Test
  void a_local_file_system_is_no_network() {
    assertThat(NetworkMounts.typeFor(MOUNTS, "/var/lib/jobs")).isEmpty();
    assertThat(NetworkMounts.typeFor(MOUNTS, "/run/user/0/doc/x")).isEmpty();
  }

  @Test
  void network_file_systems_are_told_by_their_type() {
    assertThat(NetworkMounts.typeFor(MOUNTS, "/mnt/nfs/jobs")).contains("nfs4");
    assertThat(NetworkMounts.typeFor(MOUNTS, "/home/me/remote")).contains("fuse.sshfs");
  }

  @Test
  void the_deepest_mount_decides() {
    assertThat(NetworkMounts.typeFor(MOUNTS, "/mnt/nfs/local/jobs")).isEmpty();
    assertThat(NetworkMounts.typeFor(MOUNTS, "/mnt/nfs/localised")).contains("nfs4");
  }

  @Test
  void a_later_mount_hides_an_earlier_one_on_the_same_point() {
    assertThat(NetworkMounts.typeFor(MOUNTS, "/mnt/twice/jobs")).isEmpty();
  }

  @Test
  void a_neighbour_with_the_same_beginning_is_not_inside() {
    assertThat(NetworkMounts.typeFor(MOUNTS, "/mnt/nfs2/jobs")).isEmpty();
  }

  @Test
  void escaped_characters_in_a_mount_point_are_understood() {
    assertThat(NetworkMounts.typeFor(MOUNTS, "/mnt/my share/jobs")).contains("cifs");
    var tabs = MOUNTS.replace("overlay /odd", "h:/x /odd").replace(" overlay rw", " nfs rw");
    assertThat(NetworkMounts.typeFor(tabs, "/odd\t\\name/jobs")).contains("nfs");
  }

  @Test
  void nothing_known_is_no_network() {
    assertThat(NetworkMounts.typeFor("", "/anything")).isEmpty();
  }
}
