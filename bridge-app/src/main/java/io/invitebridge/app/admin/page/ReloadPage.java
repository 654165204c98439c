package io.invitebridge.app.admin.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.ComplaintException;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.reload.ReloadReport;
import io.invitebridge.app.reload.ReloadReport.Cause;
import io.invitebridge.app.reload.ReloadReport.Result;
import io.invitebridge.app.reload.Reloader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the configuration again. */
public final class ReloadPage {
  private static final long PATIENCE_SECONDS = 20;

  private final Optional<Reloader> reloader;

  /**
   * @param reloader empty when the configuration did not come from a file
   */
  public ReloadPage(Optional<Reloader> reloader) {
    this.reloader = reloader;
  }

  public List<Operation> operations() {
    return List.of(
        Operation.read("/reload", request -> last()),
        Operation.change("POST", "/reload", request -> reload()));
  }

  private Answer last() {
    return reloader
        .flatMap(Reloader::last)
        .map(report -> Answer.json(200, written(report)))
        .orElseThrow(
            () -> ComplaintException.notFound("The configuration was not read again yet."));
  }

  private Answer reload() {
    if (reloader.isEmpty()) {
      throw new ComplaintException(409, "The bridge was started without a configuration file.");
    }
    try {
      ReloadReport report =
          reloader.get().reload(Cause.ADMIN).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return Answer.json(report.result() == Result.REFUSED ? 422 : 200, written(report))
          .noting("configuration " + word(report));
    } catch (TimeoutException e) {
      throw new ComplaintException(
          409, "Another reload takes its time; GET /reload will say what came of it.");
    } catch (CancellationException e) {
      throw new ComplaintException(409, "The bridge is about to stop.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComplaintException(409, "The bridge is about to stop.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("A reload reports its failures.", e);
    }
  }

  private static ObjectNode written(ReloadReport report) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("result", word(report));
    page.put("at", report.at().toString());
    page.put("cause", report.cause().words());
    add(page.putArray("changes"), report.changes());
    add(page.putArray("needRestart"), report.needRestart());
    add(page.putArray("errors"), report.errors());
    return page;
  }

  private static void add(ArrayNode list, List<String> texts) {
    texts.forEach(list::add);
  }

  private static String word(ReloadReport report) {
    return report.result().name().toLowerCase(Locale.ROOT);
  }
}
