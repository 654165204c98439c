package io.invitebridge.app.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class VersionText implements IVersionProvider {
  /** The bare version; "development" when run from classes. */
  public static String version() {
    return Optional.ofNullable(VersionText.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "invitation bridge " + version(),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
