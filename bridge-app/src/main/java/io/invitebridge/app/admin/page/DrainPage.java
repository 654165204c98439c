package io.invitebridge.app.admin.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.ComplaintException;
import io.invitebridge.app.admin.Operation;
import java.util.List;

/** Takes the bridge out of service and back in. */
public final class DrainPage {
  private final Drain drain;

  /** What can be done. Any thread. */
  public interface Drain {
    /** Takes no new calls and no logins; open calls go on for as long as they like. */
    void pause();

    /**
     * Takes them again.
     *
     * @return false when the bridge is about to stop, which cannot be taken back
     */
    boolean resume();

    boolean isDraining();

    long openCalls();
  }

  public DrainPage(Drain drain) {
    this.drain = drain;
  }

  public List<Operation> operations() {
    return List.of(
        Operation.read("/drain", request -> Answer.json(200, state())),
        Operation.change("POST", "/drain", request -> pause()),
        Operation.change("POST", "/undrain", request -> resume()));
  }

  private Answer pause() {
    drain.pause();
    return Answer.json(200, state()).noting("takes no new calls");
  }

  private Answer resume() {
    if (!drain.resume()) {
      throw new ComplaintException(409, "The bridge is about to stop; start it again instead.");
    }
    return Answer.json(200, state()).noting("takes new calls");
  }

  private ObjectNode state() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("draining", drain.isDraining())
        .put("open", drain.openCalls());
  }
}
