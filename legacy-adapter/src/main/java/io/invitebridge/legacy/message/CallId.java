package io.invitebridge.legacy.message;

/** A request's number as the client wrote it, a JSON number or string; its answer carries it. */
public record CallId(String json) {}
