package io.invitebridge.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;

/**
 * The rules of dependency between the rooms (docs/architecture.md). A rule that fails says which
 * line broke it; the way out is to move that line to the room it belongs to, not to bend the rule.
 */
@AnalyzeClasses(
    packages = "io.invitebridge",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class ArchitectureTest {
  private static final String CORE = "io.invitebridge.core..";
  private static final String INVITATION = "io.invitebridge.core.invitation..";
  private static final String MODEL = "io.invitebridge.core.model..";
  private static final String RUNTIME = "io.invitebridge.core.runtime..";
  private static final String SIP = "io.invitebridge.sip..";
  private static final String RTM = "io.invitebridge.rtm..";
  private static final String LEGACY = "io.invitebridge.legacy..";
  private static final String CONFIG = "io.invitebridge.config..";
  private static final String CLIENT = "io.invitebridge.client..";
  private static final String APP = "io.invitebridge.app..";

  // The pure package.

  @ArchTest
  static final ArchRule invitation_knows_only_values =
      classes()
          .that()
          .resideInAPackage(INVITATION)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  INVITATION,
                  MODEL,
                  "java.lang",
                  "java.lang.annotation",
                  "java.lang.invoke",
                  "java.lang.runtime",
                  "java.util",
                  "java.util.function",
                  "java.util.stream",
                  "java.time..",
                  "org.jspecify.annotations"))
          .because("the machine is pure: state, event and time in, state and effects out")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule invitation_has_no_clock_thread_random_or_system =
      noClasses()
          .that()
          .resideInAPackage(INVITATION)
          .should()
          .dependOnClassesThat(
              areAnyOf(
                  Clock.class,
                  Process.class,
                  ProcessBuilder.class,
                  Random.class,
                  Runtime.class,
                  System.class,
                  Thread.class,
                  ThreadLocal.class,
                  Timer.class,
                  TimerTask.class))
          .because("a step of the machine depends on its arguments alone")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule invitation_reads_no_hidden_input =
      noClasses()
          .that()
          .resideInAPackage(INVITATION)
          .should()
          .accessTargetWhere(readsHiddenInput())
          .because("time is an argument and chance is not welcome")
          .allowEmptyShould(true);

  // The rooms of core.

  @ArchTest
  static final ArchRule model_knows_no_other_room =
      noClasses()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .dependOnClassesThat(resideInAPackage("io.invitebridge..").and(not(in(MODEL))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule port_does_not_know_runtime =
      noClasses()
          .that()
          .resideInAPackage("io.invitebridge.core.port..")
          .should()
          .dependOnClassesThat(in(RUNTIME))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule only_app_knows_runtime =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNTIME, APP)
          .should()
          .dependOnClassesThat(in(RUNTIME))
          .because("adapters enter through the ports")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule core_knows_no_room_outside =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat(in(SIP, RTM, LEGACY, CONFIG, CLIENT, APP))
          .allowEmptyShould(true);

  // The rooms around core.

  @ArchTest
  static final ArchRule sip_stands_alone =
      noClasses()
          .that()
          .resideInAPackage(SIP)
          .should()
          .dependOnClassesThat(in(RTM, LEGACY, CONFIG, CLIENT, APP))
          .because("what two adapters share belongs in core or does not exist")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule rtm_stands_alone =
      noClasses()
          .that()
          .resideInAPackage(RTM)
          .should()
          .dependOnClassesThat(in(SIP, LEGACY, CONFIG, CLIENT, APP))
          .because("what two adapters share belongs in core or does not exist")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule legacy_stands_alone =
      noClasses()
          .that()
          .resideInAPackage(LEGACY)
          .should()
          .dependOnClassesThat(in(SIP, RTM, CONFIG, CLIENT, APP))
          .because("what two adapters share belongs in core or does not exist")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule config_knows_no_adapter =
      noClasses()
          .that()
          .resideInAPackage(CONFIG)
          .should()
          .dependOnClassesThat(in(SIP, RTM, LEGACY, CLIENT, APP))
          .because("app hands each adapter its settings")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule client_works_without_the_server =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat(in(CORE, SIP, RTM, LEGACY, CONFIG, APP))
          .allowEmptyShould(true);

  // Libraries stay in their room.

  @ArchTest
  static final ArchRule jain_sip_stays_in_sip =
      noClasses()
          .that()
          .resideOutsideOfPackage(SIP)
          .should()
          .dependOnClassesThat(in("javax.sip..", "gov.nist.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule netty_stays_in_transport =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.invitebridge.sip.transport..",
              "io.invitebridge.rtm.transport..",
              "io.invitebridge.legacy.transport..")
          .should()
          .dependOnClassesThat(in("io.netty.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule adapters_never_read_the_environment =
      noClasses()
          .that()
          .resideInAnyPackage(SIP, RTM, LEGACY)
          .should()
          .accessTargetWhere(readsTheEnvironment())
          .because("an adapter gets its settings through its constructor")
          .allowEmptyShould(true);

  // Style that a machine can check.

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      classes()
          .that()
          .doNotHaveFullyQualifiedName("io.invitebridge.client.RtmCallManager") // RTM 1.x's name
          .should()
          .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)")
          .andShould()
          .haveNameNotMatching(".*[.$]Base([A-Z].*)?")
          .because("a name that fits everything says nothing")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule no_static_mutable_state =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("collaborators come through constructors")
          .allowEmptyShould(true);

  private static DescribedPredicate<JavaClass> in(String... packages) {
    return resideInAnyPackage(packages);
  }

  private static DescribedPredicate<JavaClass> areAnyOf(Class<?>... types) {
    Set<Class<?>> banned = Set.of(types);
    return describe(
        "are any of " + banned, javaClass -> banned.stream().anyMatch(javaClass::isEquivalentTo));
  }

  private static DescribedPredicate<JavaAccess<?>> readsHiddenInput() {
    return describe(
        "it reads the time, chance or the host's settings",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getTarget().getName();
          return (owner.startsWith("java.time.") && name.equals("now"))
              || (owner.equals("java.lang.Math") && name.equals("random"))
              || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
              || (owner.equals("java.time.ZoneId") && name.equals("systemDefault"))
              || (owner.equals(Locale.class.getName()) && name.equals("getDefault"));
        });
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheEnvironment() {
    return describe(
        "it reads the environment or a system property",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("getenv", "getProperty", "getProperties")
                    .contains(access.getTarget().getName()));
  }

  /** The fakes that bridge-core shares with other modules' tests arrive as a jar of tests. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
