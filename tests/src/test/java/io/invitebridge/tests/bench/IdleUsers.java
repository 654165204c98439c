package io.invitebridge.tests.bench;

import io.invitebridge.tests.testkit.ChildProcess;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A JVM full of app users who are logged in and do nothing but answer the bridge's pings: bare
 * WebSockets, so that many fit into one process. They come from several loopback addresses, as the
 * bridge takes 1,000 connections from one address and an address has so many source ports.
 */
public final class IdleUsers {
  private static final int ADDRESSES = 20;
  private static final int AT_ONCE = 100;
  private static final long PATIENCE_SECONDS = 280;

  private IdleUsers() {}

  /** Arguments: the bridge's address and how many. Runs until it is killed. */
  public static void main(String[] args) throws InterruptedException {
    URI bridge = URI.create(args[0]);
    int count = Integer.parseInt(args[1]);
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    CountDownLatch online = new CountDownLatch(count);
    AtomicInteger lost = new AtomicInteger();
    Semaphore turns = new Semaphore(AT_ONCE); // The bridge's accept queue is finite.
    for (int i = 0; i < count; i++) {
      turns.acquire();
      connect(loops, bridge, new User(i, online, turns, lost));
    }
    boolean all = online.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println((all ? "ready " : "only ") + (count - online.getCount()));
    while (true) {
      TimeUnit.SECONDS.sleep(1);
      if (lost.get() > 0) {
        System.out.println("lost " + lost.get());
      }
    }
  }

  static List<String> command(String url, int count) {
    return ChildProcess.java(IdleUsers.class.getName(), url, Integer.toString(count));
  }

  private static void connect(EventLoopGroup loops, URI bridge, User user) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec(), new HttpObjectAggregator(8_192))
                        .addLast(
                            new WebSocketClientProtocolHandler(
                                WebSocketClientHandshakerFactory.newHandshaker(
                                    bridge,
                                    WebSocketVersion.V13,
                                    "rtm-invite.v1",
                                    false,
                                    new DefaultHttpHeaders())))
                        .addLast(user)
                        .addLast(new AgainIfLost(() -> tryAgain(loops, bridge, user), user));
                  }
                });
    InetSocketAddress from = new InetSocketAddress("127.0.0." + (2 + user.number % ADDRESSES), 0);
    ChannelFuture connected =
        bootstrap.connect(new InetSocketAddress(bridge.getHost(), bridge.getPort()), from);
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            tryAgain(loops, bridge, user);
          }
        });
  }

  /** A busy machine may keep a handshake waiting for too long. */
  private static void tryAgain(EventLoopGroup loops, URI bridge, User user) {
    User next = new User(user.number, user.online, user.turns, user.lost);
    loops.schedule(() -> connect(loops, bridge, next), 1, TimeUnit.SECONDS);
  }

  private static final class AgainIfLost extends ChannelInboundHandlerAdapter {
    private final Runnable again;
    private final User user;

    AgainIfLost(Runnable again, User user) {
      this.again = again;
      this.user = user;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!user.isOnline) {
        again.run();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private static final class User extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final int number;
    private final CountDownLatch online;
    private final Semaphore turns;
    private final AtomicInteger lost;
    private boolean isOnline;

    User(int number, CountDownLatch online, Semaphore turns, AtomicInteger lost) {
      this.number = number;
      this.online = online;
      this.turns = turns;
      this.lost = lost;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        String login =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"login\",\"params\":"
                + "{\"appId\":\"trial\",\"userId\":\"idle"
                + number
                + "\"}}";
        context.writeAndFlush(new TextWebSocketFrame(login));
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      if (!isOnline && frame.text().contains("sessionId")) {
        isOnline = true;
        turns.release();
        online.countDown();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (isOnline) {
        lost.incrementAndGet();
      }
      context.fireChannelInactive();
    }
  }
}
