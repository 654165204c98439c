package io.invitebridge.config.source;

import io.invitebridge.config.source.YamlNode.Entry;
import io.invitebridge.config.source.YamlNode.Mapping;
import io.invitebridge.config.source.YamlNode.Scalar;
import io.invitebridge.config.source.YamlNode.Sequence;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads a text together with the files that it includes into one tree, as if their keys stood where
 * the key {@code include} stands: lists are joined in this order, mappings have the keys of all,
 * and what can be given once only is a problem when it is given twice.
 */
public final class Includes {
  /** The key at the top of a text. */
  public static final String KEY = "include";

  /** More files than a configuration has. */
  static final int MAX_FILES = 500;

  private final BiConsumer<Position, String> problems;
  private final BiConsumer<String, Path> begun;

  /** The files read so far, and where each was asked for. */
  private final Map<Path, Position> files = new LinkedHashMap<>();

  private int size;

  /**
   * @param begun hears the name of each text, and the directory where its relative paths begin
   */
  public Includes(BiConsumer<Position, String> problems, BiConsumer<String, Path> begun) {
    this.problems = problems;
    this.begun = begun;
  }

  /** A text being read, and the one that includes it. */
  private record Reader(String name, Path directory, Optional<Path> file, Optional<Reader> by) {
    boolean isWithin(Path other) {
      return file.filter(other::equals).isPresent()
          || by.filter(r -> r.isWithin(other)).isPresent();
    }

    String chain() {
      return by.map(reader -> reader.chain() + " includes ").orElse("") + name;
    }
  }

  /**
   * The whole tree; empty when the text itself cannot be read.
   *
   * @param name what errors call the text
   * @param file where the text came from, if that is a file
   * @param directory where relative paths begin
   */
  public Optional<YamlNode> read(String text, String name, Optional<Path> file, Path directory) {
    begun.accept(name, directory);
    file.ifPresent(path -> files.put(key(path), Position.startOf(name)));
    Optional<YamlNode> root = YamlReader.read(text, name, problems);
    if (root.isPresent() && root.get() instanceof Scalar scalar && scalar.isNull()) {
      problems.accept(
          Position.startOf(name),
          "The file is empty; expected a mapping with at least apps: and routes:.");
      return Optional.empty();
    }
    Reader reader = new Reader(name, directory, file.map(Includes::key), Optional.empty());
    return root.map(node -> node instanceof Mapping mapping ? whole(mapping, reader) : node);
  }

  /** Every file that was read or looked for, absolute, the first one first. */
  public List<Path> files() {
    return List.copyOf(files.keySet());
  }

  private YamlNode whole(Mapping mapping, Reader reader) {
    size += mapping.size();
    if (mapping.entries().stream().noneMatch(entry -> entry.key().text().equals(KEY))) {
      return mapping;
    }
    Map<String, Entry> merged = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      if (entry.key().text().equals(KEY)) {
        paths(entry.value()).forEach(path -> include(path, reader, merged));
      } else {
        merge(entry, merged);
      }
    }
    List<Entry> entries = List.copyOf(merged.values());
    return new Mapping(mapping.at(), entries, sizeOf(entries));
  }

  private List<Scalar> paths(YamlNode value) {
    List<YamlNode> items = value instanceof Sequence list ? list.items() : List.of(value);
    List<Scalar> paths = new ArrayList<>();
    for (YamlNode item : items) {
      if (item instanceof Scalar path && !path.isNull() && !path.text().isBlank()) {
        paths.add(path);
      } else {
        problems.accept(
            item.at(),
            "Expected the path of a file, such as tenants/one.yaml or tenants/*.yaml, found "
                + item.kind()
                + ".");
      }
    }
    return paths;
  }

  private void include(Scalar item, Reader reader, Map<String, Entry> merged) {
    try {
      Path path = reader.directory().resolve(item.text());
      if (!item.text().contains("*")) {
        includeFile(item, Path.of(item.text()), reader, merged);
        return;
      }
      Path inside = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> names =
          Files.newDirectoryStream(inside, String.valueOf(path.getFileName()))) {
        names.forEach(found::add);
      }
      found.sort(null);
      Path written = Path.of(item.text());
      for (Path one : found) {
        includeFile(item, written.resolveSibling(one.getFileName()), reader, merged);
      }
    } catch (IOException | DirectoryIteratorException e) {
      problems.accept(
          item.at(), "The directory of \"" + Excerpt.of(item.text()) + "\" cannot be read.");
    } catch (InvalidPathException | java.util.regex.PatternSyntaxException e) {
      problems.accept(item.at(), "\"" + Excerpt.of(item.text()) + "\" is not the path of a file.");
    }
  }

  private void includeFile(Scalar item, Path written, Reader by, Map<String, Entry> merged) {
    Path file = key(by.directory().resolve(written));
    String name = sibling(by.name(), written);
    Reader reader =
        new Reader(
            name,
            Optional.ofNullable(file.getParent()).orElse(Path.of("")),
            Optional.of(file),
            Optional.of(by));
    if (by.isWithin(file)) {
      problems.accept(
          item.at(), "A file cannot include itself: " + Excerpt.path(reader.chain()) + ".");
      return;
    }
    Position before = files.putIfAbsent(file, item.at());
    if (before != null) {
      problems.accept(
          item.at(),
          "The file "
              + Excerpt.path(name)
              + " was already included on "
              + before.lineSeenFrom(item.at())
              + "; expected each file once.");
    } else if (files.size() > MAX_FILES) {
      problems.accept(item.at(), "More than " + MAX_FILES + " files are included.");
    } else {
      read(item, file, reader).entries().forEach(entry -> merge(entry, merged));
    }
  }

  private Mapping read(Scalar item, Path file, Reader reader) {
    Mapping nothing = new Mapping(item.at(), List.of(), 1);
    String text;
    try {
      text = TextFile.readRegular(file);
    } catch (IOException e) {
      problems.accept(
          item.at(), Excerpt.path(reader.name()) + ": " + String.valueOf(e.getMessage()));
      return nothing;
    }
    begun.accept(reader.name(), reader.directory());
    Optional<YamlNode> root = YamlReader.read(text, reader.name(), problems);
    if (root.isEmpty() || (root.get() instanceof Scalar scalar && scalar.isNull())) {
      return nothing;
    }
    if (!(root.get() instanceof Mapping mapping)) {
      problems.accept(
          root.get().at(),
          "Expected keys of the configuration such as routes:, found " + root.get().kind() + ".");
      return nothing;
    }
    if (size + mapping.size() > YamlReader.MAX_NODES) {
      problems.accept(
          item.at(), "The files have more than " + YamlReader.MAX_NODES + " values together.");
      return nothing;
    }
    return (Mapping) whole(mapping, reader);
  }

  private void merge(Entry entry, Map<String, Entry> merged) {
    Entry first = merged.get(entry.key().text());
    if (first == null) {
      merged.put(entry.key().text(), entry);
    } else if (first.value() instanceof Sequence a && entry.value() instanceof Sequence b) {
      List<YamlNode> items = new ArrayList<>(a.items());
      items.addAll(b.items());
      int nodes = a.size() + b.size();
      merged.put(first.key().text(), new Entry(first.key(), new Sequence(a.at(), items, nodes)));
    } else if (first.value() instanceof Mapping a && entry.value() instanceof Mapping b) {
      Map<String, Entry> inner = new LinkedHashMap<>();
      a.entries().forEach(one -> inner.put(one.key().text(), one));
      b.entries()
          .forEach(
              one -> {
                Entry known = inner.putIfAbsent(one.key().text(), one);
                if (known != null) {
                  givenTwice(known.key(), one.key());
                }
              });
      List<Entry> entries = List.copyOf(inner.values());
      merged.put(
          first.key().text(),
          new Entry(first.key(), new Mapping(a.at(), entries, sizeOf(entries))));
    } else {
      givenTwice(first.key(), entry.key());
    }
  }

  private void givenTwice(Scalar first, Scalar second) {
    problems.accept(
        second.at(),
        "The key \""
            + Excerpt.of(second.text())
            + "\" was already given on "
            + first.at().lineSeenFrom(second.at())
            + "; expected it in one file only.");
  }

  private static int sizeOf(List<Entry> entries) {
    return 1 + entries.stream().mapToInt(entry -> 1 + entry.value().size()).sum();
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** The name of a file that another one names, as seen from where that one is. */
  private static String sibling(String name, Path written) {
    try {
      return Path.of(name).resolveSibling(written).normalize().toString();
    } catch (InvalidPathException e) {
      return written.toString();
    }
  }
}
