package io.invitebridge.sip.transport.wire;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each datagram is a message of a peer of its own. */
final class DatagramReceiver extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramReceiver.class);

  private final Sockets sockets;
  private final SocketProcessor processor;

  DatagramReceiver(Sockets sockets, SocketProcessor processor) {
    this.sockets = sockets;
    this.processor = processor;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    if (packet.content().isReadable() && packet.sender().getPort() > 0) {
      byte[] bytes = ByteBufUtil.getBytes(packet.content());
      sockets.arrived(
          bytes, new PeerChannel(processor, packet.sender(), context.channel(), Set.of()));
    }
  }

  /** Such as an ICMP answer to something that was sent; the socket goes on. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    LOG.debug("{}: {}", processor.listener().name(), fault.toString());
  }
}
