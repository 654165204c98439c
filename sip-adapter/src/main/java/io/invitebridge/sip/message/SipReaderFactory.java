package io.invitebridge.sip.message;

import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;

/** Named in the stack's properties, so that its channels read with a {@link SipReader}. */
public final class SipReaderFactory implements MessageParserFactory {
  @Override
  public MessageParser createMessageParser(SIPTransactionStack stack) {
    return new SipReader();
  }
}
