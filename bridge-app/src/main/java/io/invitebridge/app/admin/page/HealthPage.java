package io.invitebridge.app.admin.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.Operation;
import java.util.List;
import java.util.function.BooleanSupplier;

/** For load balancers and for those who restart what hangs. */
public final class HealthPage {
  private final BooleanSupplier isReady;

  /**
   * @param isReady whether new calls are taken
   */
  public HealthPage(BooleanSupplier isReady) {
    this.isReady = isReady;
  }

  public List<Operation> operations() {
    return List.of(
        Operation.open("/health/live", request -> status(200, "up")),
        Operation.open(
            "/health/ready",
            request -> isReady.getAsBoolean() ? status(200, "ready") : status(503, "draining")));
  }

  private static Answer status(int status, String word) {
    return Answer.json(status, JsonNodeFactory.instance.objectNode().put("status", word));
  }
}
