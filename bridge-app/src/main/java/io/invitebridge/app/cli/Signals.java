package io.invitebridge.app.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of signals to the process. {@code sun.misc.Signal} is the only way to hear a second one and
 * to end with an exit code of one's own; it is called by reflection because javac warns of every
 * mention of it and has no switch against that.
 */
final class Signals {
  private static final Logger log = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * From now on the signal does this instead of what the virtual machine would do.
   *
   * @param name without SIG: {@code TERM}
   * @param then called on a thread of the virtual machine's, once for each signal
   */
  static void on(String name, Runnable then) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object onSignal =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                then.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      log.warn("SIG{} cannot be heard on this system and does what it always does.", name, e);
    }
  }
}
