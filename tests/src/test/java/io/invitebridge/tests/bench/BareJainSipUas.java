package io.invitebridge.tests.bench;

import io.invitebridge.tests.testkit.ChildProcess;
import java.text.ParseException;
import java.util.List;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ContactHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The limit that the bridge is measured against: the same stack with nothing around it. Answers
 * each INVITE with 100, 180 and 200 and each BYE with 200; no media, no second leg, no application.
 */
public final class BareJainSipUas implements SipListener {
  private final SipFactory factory = SipFactory.getInstance();
  private final SipProvider provider;
  private final ContactHeader contact;

  private BareJainSipUas(int port) throws SipException, ParseException, TooManyListenersException {
    factory.setPathName("gov.nist");
    SipStack stack = factory.createSipStack(settings());
    try {
      ListeningPoint udp = stack.createListeningPoint("127.0.0.1", port, ListeningPoint.UDP);
      provider = stack.createSipProvider(udp);
    } catch (javax.sip.InvalidArgumentException | javax.sip.ObjectInUseException e) {
      throw new SipException("The port " + port + " cannot be used.", e);
    }
    contact =
        factory
            .createHeaderFactory()
            .createContactHeader(
                factory.createAddressFactory().createAddress("<sip:bare@127.0.0.1:" + port + ">"));
    provider.addSipListener(this);
    stack.start();
  }

  /** Runs until it is killed; prints one line when it listens. */
  public static void main(String[] args) throws Exception {
    BareJainSipUas uas = new BareJainSipUas(Integer.parseInt(args[0]));
    System.out.println("ready " + uas.provider.getListeningPoints()[0].getPort());
    Thread.currentThread().join();
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("javax.sip.STACK_NAME", "bare");
    settings.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    settings.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
    settings.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "2");
    settings.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", "4000000");
    settings.setProperty("gov.nist.javax.sip.SEND_UDP_BUFFER_SIZE", "4000000");
    settings.setProperty("gov.nist.javax.sip.TRACE_LEVEL", "0");
    settings.setProperty(
        "gov.nist.javax.sip.STACK_LOGGER", "io.invitebridge.sip.transport.StackLog");
    settings.setProperty(
        "gov.nist.javax.sip.SERVER_LOGGER", "io.invitebridge.sip.transport.MessageLog");
    return settings;
  }

  @Override
  public void processRequest(RequestEvent event) {
    try {
      switch (event.getRequest().getMethod()) {
        case Request.INVITE -> answerInvite(event.getRequest());
        case Request.BYE -> answer(transaction(event.getRequest()), event.getRequest(), 200);
        default -> ignore();
      }
    } catch (SipException | ParseException | javax.sip.InvalidArgumentException e) {
      System.err.println("bare UAS: " + e);
    }
  }

  private void answerInvite(Request invite)
      throws SipException, ParseException, javax.sip.InvalidArgumentException {
    ServerTransaction transaction = transaction(invite);
    answer(transaction, invite, 100);
    answer(transaction, invite, 180);
    answer(transaction, invite, 200);
  }

  private ServerTransaction transaction(Request request) throws SipException {
    return provider.getNewServerTransaction(request);
  }

  private void answer(ServerTransaction transaction, Request request, int status)
      throws SipException, ParseException, javax.sip.InvalidArgumentException {
    Response response = factory.createMessageFactory().createResponse(status, request);
    if (status > 100) {
      ((ToHeader) response.getHeader(ToHeader.NAME)).setTag("bare");
      response.addHeader(contact);
    }
    transaction.sendResponse(response);
  }

  private static void ignore() {
    // An ACK for a 200 needs no answer.
  }

  @Override
  public void processResponse(ResponseEvent event) {
    ignore();
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    ignore();
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    System.err.println("bare UAS: cannot send to " + event.getHost() + ":" + event.getPort());
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {
    ignore();
  }

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    ignore();
  }

  static List<String> command(int port) {
    return ChildProcess.java(BareJainSipUas.class.getName(), Integer.toString(port));
  }
}
