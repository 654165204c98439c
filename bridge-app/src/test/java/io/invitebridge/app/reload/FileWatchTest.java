package io.invitebridge.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir private Path directory = Path.of("");
  private Path file = Path.of("");
  private FileWatch watch = new FileWatch(List.of());

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("bridge.yaml");
    Files.writeString(file, "one");
    watch = new FileWatch(List.of(file));
  }

  @Test
  void a_file_that_stays_has_not_changed() {
    assertThat(watch.hasChanged()).isFalse();
    assertThat(watch.hasChanged()).isFalse();
  }

  @Test
  void a_change_counts_once_it_has_settled() throws IOException {
    Files.writeString(file, "one and");
    assertThat(watch.hasChanged()).isFalse();
    Files.writeString(file, "one and two");
    assertThat(watch.hasChanged()).isFalse();
    assertThat(watch.hasChanged()).isTrue();
  }

  @Test
  void an_editor_may_write_another_file_and_rename_it() throws IOException {
    Path other = directory.resolve("bridge.yaml~");
    Files.writeString(other, "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watch.hasChanged()).isFalse();
    assertThat(watch.hasChanged()).isTrue();
  }

  @Test
  void a_link_that_leads_elsewhere_is_a_change() throws IOException {
    Path one = Files.writeString(directory.resolve("v1"), "one");
    Path two = Files.writeString(directory.resolve("v2"), "two");
    Files.setLastModifiedTime(two, Files.getLastModifiedTime(one));
    Path link = Files.createSymbolicLink(directory.resolve("link"), one);
    FileWatch linked = new FileWatch(List.of(link));
    Files.delete(link);
    Files.createSymbolicLink(link, two);
    assertThat(linked.hasChanged()).isFalse();
    assertThat(linked.hasChanged()).isTrue();
  }

  @Test
  void a_file_that_is_gone_for_a_moment_only_is_no_change() throws IOException {
    Path away = directory.resolve("away");
    Files.move(file, away);
    assertThat(watch.hasChanged()).isFalse();
    Files.move(away, file);
    assertThat(watch.hasChanged()).isFalse();
    assertThat(watch.hasChanged()).isFalse();
  }

  @Test
  void a_change_while_the_files_are_read_is_not_lost() throws IOException {
    Map<Path, String> before = watch.look();
    Files.writeString(file, "while it was read");
    watch.watch(List.of(file), before);
    assertThat(watch.hasChanged()).isFalse();
    assertThat(watch.hasChanged()).isTrue();
  }

  @Test
  void a_file_that_was_missing_may_come() throws IOException {
    Path later = directory.resolve("later.yaml");
    watch.watch(List.of(file, later), watch.look());
    assertThat(watch.hasChanged()).isFalse();
    Files.writeString(later, "x");
    assertThat(watch.hasChanged()).isFalse();
    assertThat(watch.hasChanged()).isTrue();
  }
}
