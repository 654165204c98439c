package io.invitebridge.sip.message;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import java.text.ParseException;
import java.util.Set;

/** Which unreadable line makes a message unreadable: one that its answer needs. */
enum ReadFaults implements ParseExceptionListener {
  INSTANCE;

  private static final Set<Class<?>> NEEDED =
      Set.of(
          From.class,
          To.class,
          CSeq.class,
          Via.class,
          CallID.class,
          ContentLength.class,
          RequestLine.class,
          StatusLine.class);

  @Override
  @SuppressWarnings("rawtypes")
  public void handleException(
      ParseException ex, SIPMessage message, Class headerClass, String header, String text)
      throws ParseException {
    if (headerClass != null && NEEDED.contains(headerClass)) {
      throw ex;
    }
    message.addUnparsed(header);
  }
}
