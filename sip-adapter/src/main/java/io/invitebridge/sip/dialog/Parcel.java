package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.text.TextShelf.Kept;
import io.invitebridge.sip.translate.CarriedText;
import io.invitebridge.sip.translate.CarriedText.Load;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An app's text on its way into the messages of one leg: as the trunk carries it, else by reference
 * where the trunk allows that, else not at all. It is put on the shelf once, when it is needed
 * there. Lane-confined.
 */
final class Parcel {
  private static final Logger LOG = LoggerFactory.getLogger(Parcel.class);

  private final Surroundings world;
  private final LegRef ref;
  private final CarriedText kind;
  private final Content text;
  private final Carriage carriage;
  private Optional<Load> light = Optional.empty();

  Parcel(Surroundings world, LegRef ref, CarriedText kind, Content text, Carriage carriage) {
    this.world = world;
    this.ref = ref;
    this.kind = kind;
    this.text = text;
    this.carriage = carriage;
  }

  /** What a message that may be as long as it likes has of it. */
  Load load() {
    Load wanted = kind.out(text, carriage);
    return wanted.isTooLong() ? light() : wanted;
  }

  /** What a message has of it that must not be long. */
  Load light() {
    Load made = light.orElseGet(this::referred);
    light = Optional.of(made);
    return made;
  }

  /** Puts it into a response, where a datagram may not carry much. */
  void into(SIPResponse response, boolean isDatagram) {
    Load whole = load();
    boolean tooLarge = isDatagram && Caller.exceedsDatagram(response, whole);
    (tooLarge ? light() : whole).into(response);
  }

  private Load referred() {
    Optional<URI> url = kind.refers(carriage) ? world.texts().keep(ref, kept()) : Optional.empty();
    if (url.isEmpty()) {
      LOG.info("{} leaves out the app's text: it is too long for the trunk's way", ref);
    }
    return url.map(kind::reference).orElse(Load.NONE);
  }

  private Kept kept() {
    String carried = kind.carried(text, carriage);
    return new Kept(CarriedText.mediaType(carried), carried);
  }
}
