package io.invitebridge.config.source;

/**
 * A place in a text; line and column count from 1, the column in characters.
 *
 * @param file the name that the text was loaded under
 */
public record Position(String file, int line, int column) {
  /** Where a text begins. */
  public static Position startOf(String file) {
    return new Position(file, 1, 1);
  }

  /** The line, for a message that stands elsewhere: with the file when that is another one. */
  public String lineSeenFrom(Position other) {
    return "line " + line + (file.equals(other.file) ? "" : " of " + file);
  }

  /** Line and column alone. */
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
