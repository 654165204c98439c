package io.invitebridge.config.source;

import io.invitebridge.config.source.YamlNode.Entry;
import io.invitebridge.config.source.YamlNode.Mapping;
import io.invitebridge.config.source.YamlNode.Scalar;
import io.invitebridge.config.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document. A text that is not YAML gives one error at the place where reading
 * stopped; duplicate keys and keys that are not text give one each and reading goes on.
 */
public final class YamlReader {
  /** The longest text that is read at all. */
  public static final int MAX_CHARACTERS = 1024 * 1024;

  /** A configuration is about eight levels deep; this leaves room for content and no more. */
  static final int MAX_DEPTH = 40;

  /** Bounds what aliases can blow a small text up to. */
  static final int MAX_NODES = 500_000;

  private final String file;
  private final BiConsumer<Position, String> problems;
  private final Iterator<Event> events;
  private final Map<Anchor, YamlNode> anchors = new HashMap<>();
  private int nodes;

  private YamlReader(String text, String file, BiConsumer<Position, String> problems) {
    this.file = file;
    this.problems = problems;
    this.events =
        new Parse(LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS + 1).build())
            .parseString(text)
            .iterator();
  }

  /**
   * The document's root, which is nothing ({@link Scalar#isNull}) for a text without a document.
   *
   * @param file the name for positions
   * @return empty when the text cannot be read; then a problem was reported
   */
  public static Optional<YamlNode> read(
      String text, String file, BiConsumer<Position, String> problems) {
    Position start = Position.startOf(file);
    if (text.length() > MAX_CHARACTERS) {
      problems.accept(
          start,
          "The file has more than " + MAX_CHARACTERS + " characters; nothing of it was read.");
      return Optional.empty();
    }
    try {
      return Optional.of(new YamlReader(text, file, problems).document());
    } catch (Unreadable e) {
      problems.accept(e.at, e.getMessage());
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      Position at = mark.map(found -> position(found, file)).orElse(start);
      problems.accept(at, "This is not YAML: " + sentence(e) + ".");
    } catch (YamlEngineException e) {
      problems.accept(start, "This is not YAML: " + Excerpt.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // The parser is fed by whoever edits the file; a flaw in it must not stop a running bridge.
      problems.accept(
          start, "This is not YAML: the parser gave up (" + e.getClass().getSimpleName() + ").");
    }
    return Optional.empty();
  }

  private YamlNode document() {
    Optional<YamlNode> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (root.isPresent()) {
            throw new Unreadable(
                start(event), "A second document begins here; expected one document in a file.");
          }
          root = Optional.of(node(events.next(), 0));
        }
        default ->
            throw new Unreadable(start(event), "This is not YAML: a node was not expected here.");
      }
    }
    return root.orElseGet(() -> new Scalar(Position.startOf(file), "", true));
  }

  private YamlNode node(Event event, int depth) {
    Position at = start(event);
    if (depth > MAX_DEPTH) {
      throw new Unreadable(at, "This is nested deeper than " + MAX_DEPTH + " levels.");
    }
    if (event instanceof AliasEvent alias) {
      YamlNode target = anchors.get(alias.getAlias());
      if (target == null) {
        throw new Unreadable(
            at,
            "The alias *"
                + Excerpt.of(alias.getAlias().getValue())
                + " has no anchor, or stands within its own anchor.");
      }
      count(target.size(), at);
      return target;
    }
    count(1, at);
    YamlNode node;
    if (event instanceof ScalarEvent scalar) {
      node = new Scalar(at, scalar.getValue(), scalar.isPlain());
    } else if (event instanceof MappingStartEvent) {
      node = mapping(at, depth);
    } else {
      node = sequence(at, depth);
    }
    ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
    return node;
  }

  private YamlNode sequence(Position at, int depth) {
    List<YamlNode> items = new ArrayList<>();
    int size = 1;
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      YamlNode item = node(event, depth + 1);
      size += item.size();
      items.add(item);
    }
    return new Sequence(at, items, size);
  }

  private YamlNode mapping(Position at, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    int size = 1;
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      YamlNode key = node(event, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      size += key.size() + value.size();
      if (!(key instanceof Scalar name)) {
        problems.accept(start(event), "A key must be text, not " + key.kind() + ".");
      } else if (name.plain() && name.text().equals("<<")) {
        problems.accept(
            start(event),
            "Merge keys (<<) are not part of YAML 1.2; use an alias for a whole value instead.");
      } else {
        Entry first = entries.putIfAbsent(name.text(), new Entry(name, value));
        if (first != null) {
          problems.accept(
              start(event),
              "The key \""
                  + Excerpt.of(name.text())
                  + "\" was already given on line "
                  + first.key().at().line()
                  + "; expected each key once.");
        }
      }
    }
    return new Mapping(at, List.copyOf(entries.values()), size);
  }

  private void count(int more, Position at) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new Unreadable(
          at, "The file has more than " + MAX_NODES + " values when its aliases are followed.");
    }
  }

  private static String sentence(MarkedYamlEngineException e) {
    String problem = oneLine(String.valueOf(e.getProblem()));
    return e.getContext() == null
        ? problem
        : oneLine(e.getContext())
            + e.getContextMark().map(mark -> " (begun at " + position(mark, "") + ")").orElse("")
            + ", "
            + problem;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private Position start(Event event) {
    return event.getStartMark().map(mark -> position(mark, file)).orElse(Position.startOf(file));
  }

  private static Position position(Mark mark, String file) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Reading cannot go on. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Position at;

    Unreadable(Position at, String message) {
      super(message, null, false, false);
      this.at = at;
    }
  }
}
