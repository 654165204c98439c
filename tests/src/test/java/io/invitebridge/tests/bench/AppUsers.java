package io.invitebridge.tests.bench;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JVM full of app users, u0 and up, who accept whatever comes. */
public final class AppUsers {
  /** Enough that no single user's limits are met at the highest rate. */
  static final int COUNT = 200;

  private AppUsers() {}

  /** Runs until it is killed; prints one line when all are logged in. */
  public static void main(String[] args) throws Exception {
    List<AppUser> users = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      AppUser[] self = new AppUser[1];
      self[0] =
          new AppUser(
              args[0],
              "trial",
              "u" + i,
              callback -> {
                if (callback.kind() == Kind.REMOTE_RECEIVED) {
                  self[0].accept(
                      (RemoteInvitation) callback.invitation().orElseThrow(), Optional.empty());
                }
              });
      self[0].login();
      users.add(self[0]);
    }
    System.out.println("ready " + users.size());
    Thread.currentThread().join();
  }

  static List<String> command(String url) {
    return ChildProcess.java(AppUsers.class.getName(), url);
  }
}
