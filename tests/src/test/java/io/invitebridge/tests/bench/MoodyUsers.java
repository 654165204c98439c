package io.invitebridge.tests.bench;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A JVM full of app users who all do the same with what comes: accept, refuse or nothing. */
public final class MoodyUsers {
  private MoodyUsers() {}

  /** What the users of one process do. */
  enum Mood {
    ACCEPTS,
    REFUSES,
    IS_SILENT
  }

  /**
   * Runs until it is killed; prints one line when all are logged in.
   *
   * @param args the address, the mood, how many users; their names are the mood's and a number
   */
  public static void main(String[] args) throws Exception {
    Mood mood = Mood.valueOf(args[1]);
    List<AppUser> users = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      users.add(user(args[0], name(mood, i), answer(mood)));
    }
    System.out.println("ready " + users.size());
    Thread.currentThread().join();
  }

  static String name(Mood mood, int number) {
    return mood + "-" + number;
  }

  static List<String> command(String url, Mood mood, int count) {
    return ChildProcess.java(MoodyUsers.class.getName(), url, mood.name(), Integer.toString(count));
  }

  private static AppUser user(String url, String name, BiConsumer<AppUser, RemoteInvitation> answer)
      throws Exception {
    AppUser[] self = new AppUser[1];
    self[0] =
        new AppUser(
            url,
            "trial",
            name,
            callback -> {
              if (callback.kind() == Kind.REMOTE_RECEIVED) {
                answer.accept(self[0], (RemoteInvitation) callback.invitation().orElseThrow());
              }
            });
    self[0].login();
    return self[0];
  }

  private static BiConsumer<AppUser, RemoteInvitation> answer(Mood mood) {
    return switch (mood) {
      case ACCEPTS -> (self, invitation) -> self.accept(invitation, Optional.empty());
      case REFUSES -> (self, invitation) -> self.refuse(invitation, "busy", Optional.empty());
      case IS_SILENT -> (self, invitation) -> {};
    };
  }
}
