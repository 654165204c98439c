package io.invitebridge.config.rule;

/**
 * Takes the parts of a template in their order and makes each value fit for the place where it
 * goes. Used for one text, by one thread.
 */
interface Fitting {
  /** Text of the configuration, which is meant as it is. */
  void literal(String text);

  /** Text of a call, which anybody may have written. */
  void value(String text);

  /** Everything is text; what comes of it is checked as a whole. */
  final class Plain implements Fitting {
    private final StringBuilder out = new StringBuilder();

    @Override
    public void literal(String text) {
      out.append(text);
    }

    @Override
    public void value(String text) {
      out.append(text);
    }

    @Override
    public String toString() {
      return out.toString();
    }
  }
}
