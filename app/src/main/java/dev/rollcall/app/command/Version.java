package dev.rollcall.app.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[]{"rollcall " + text()};
    }

    /** The version in the manifest of the jar; outside of a jar there is none. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("(unpackaged)");
    }
}
