package io.invitebridge.core.port;

/** A fixed set of lanes. The same key always gets the same lane. */
public interface Workers {
  Worker lane(Object key);
}
