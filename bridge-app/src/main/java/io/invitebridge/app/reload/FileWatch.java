package io.invitebridge.app.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees that one of some files has changed, by looking again and again: that works on every file
 * system, for files behind links, and for editors that write a new file and rename it. A change
 * counts once it has stayed the same between two looks. One thread.
 */
final class FileWatch {
  private static final String MISSING = "missing";

  private Map<Path, String> known;
  private Map<Path, String> seen;

  FileWatch(List<Path> files) {
    this.known = look(files);
    this.seen = known;
  }

  /** Looks; true when something has changed and has settled. */
  boolean hasChanged() {
    Map<Path, String> now = look(List.copyOf(known.keySet()));
    boolean settled = now.equals(seen);
    seen = now;
    return settled && !now.equals(known);
  }

  /**
   * These files count from now on. Call {@link #look} before the files are read and hand in what it
   * gave, so that a change in between is not lost.
   */
  void watch(List<Path> files, Map<Path, String> beforeReading) {
    Map<Path, String> next = look(files);
    next.replaceAll((file, print) -> beforeReading.getOrDefault(file, print));
    known = next;
    seen = next;
  }

  Map<Path, String> look() {
    return look(List.copyOf(known.keySet()));
  }

  private static Map<Path, String> look(List<Path> files) {
    Map<Path, String> prints = new HashMap<>();
    files.forEach(file -> prints.put(file, print(file)));
    return prints;
  }

  private static String print(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    } catch (IOException e) {
      return MISSING;
    }
  }
}
