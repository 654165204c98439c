package io.invitebridge.sip.trunk;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on the loopback address that knows what it is told. */
public final class NameServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final List<Record> records = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  public NameServer() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  public InetSocketAddress at() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  /** A record as a zone file has it, with a TTL. */
  public void knows(String name, long ttl, String type, String data) {
    try {
      Name owner = Name.fromString(name, Name.root);
      records.add(Record.fromString(owner, Type.value(type), DClass.IN, ttl, data, Name.root));
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " " + type + " " + data, e);
    }
  }

  void forgets() {
    records.clear();
  }

  /** From now on it does not answer, or answers again. */
  void isSilent(boolean now) {
    silent = now;
  }

  /** All questions, as {@code NAPTR example.com}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket in = new DatagramPacket(buffer, buffer.length);
        socket.receive(in);
        if (!silent) {
          byte[] out = answer(new Message(java.util.Arrays.copyOf(buffer, in.getLength())));
          socket.send(new DatagramPacket(out, out.length, in.getSocketAddress()));
        }
      } catch (IOException closed) {
        // The loop looks whether it is over.
      }
    }
  }

  private byte[] answer(Message question) {
    Record asks = question.getQuestion();
    asked.add(Type.string(asks.getType()) + " " + asks.getName().toString(true));
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(asks, Section.QUESTION);
    List<Record> found = new ArrayList<>();
    boolean exists = false;
    for (Record record : records) {
      if (record.getName().equals(asks.getName())) {
        exists = true;
        if (record.getType() == asks.getType()) {
          found.add(record);
        }
      }
    }
    if (!exists) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    return answer.toWire();
  }
}
