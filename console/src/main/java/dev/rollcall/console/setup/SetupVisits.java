package dev.rollcall.console.setup;

import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.SetupLinks.Visit;
import dev.rollcall.server.limit.AddressRate;
import dev.rollcall.server.management.ManagementFailure;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets those in who come with a set-up link.
 *
 * <p>Guarantees: an address that has shown too many links and cookies that are none waits, and the store is not asked for it; whoever
 * shows one that was good a moment ago is let in all the same, also from there.
 */
public final class SetupVisits {
    private final SetupLinks links;
    private final AddressRate failed;

    /** @param failed how many links and cookies that are none an address may show */
    public SetupVisits(SetupLinks links, AddressRate failed) {
        this.links = links;
        this.failed = failed;
    }

    /** Whose link has that secret; empty when it is not good. @throws ManagementFailure when the address has to wait */
    Optional<Visit> enter(String secret, String address) {
        return look(secret, address, links::enter);
    }

    /** Whose cookie it is; empty when it is not good. @throws ManagementFailure when the address has to wait */
    public Optional<Visit> find(String cookie, String address) {
        return look(cookie, address, links::find);
    }

    private Optional<Visit> look(String shown, String address, Function<String, Optional<Visit>> look) {
        if (!links.isKnown(shown) && failed.look(address).isPresent()) {
            throw new ManagementFailure(429, "too_many_bad_links",
                    "Too many set-up links that do not work were shown from your address. Wait a few seconds, then load"
                            + " this page anew.");
        }
        Optional<Visit> found = look.apply(shown);
        if (found.isEmpty()) {
            failed.admit(address);
        }
        return found;
    }
}
