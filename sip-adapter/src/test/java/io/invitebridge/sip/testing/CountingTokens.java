package io.invitebridge.sip.testing;

import io.invitebridge.sip.Tokens;

/** Chance that is none: t1, t2, t3 ..., and always the smallest jitter. */
public final class CountingTokens implements Tokens {
  private int count;

  @Override
  public String next() {
    return "t" + ++count;
  }

  @Override
  public int below(int bound) {
    return 0;
  }
}
