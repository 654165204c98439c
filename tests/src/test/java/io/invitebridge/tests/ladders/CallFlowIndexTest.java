package io.invitebridge.tests.ladders;

import io.invitebridge.tests.testkit.CallFlowPages;
import org.junit.jupiter.api.Test;

/** The table of contents of docs/call-flows names every page. */
class CallFlowIndexTest {

  @Test
  void theIndexNamesEveryPage() {
    CallFlowPages.checkIndex();
  }
}
