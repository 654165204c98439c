package io.invitebridge.tests.directions;

/**
 * One party of one call. It plays its part by what it hears alone, and fails where it hears another
 * word than the story has next. Made by one thread and played by one.
 */
interface Actor extends AutoCloseable {
  /** Returns when the story is over for this side. */
  void calls(Story story, String callee) throws Exception;

  /** The callee's part; it was reachable, or silent, before the caller began. */
  void answers(Story story) throws Exception;

  /** What was heard after the story was over; there should be nothing. */
  String afterwards();

  @Override
  void close();
}
