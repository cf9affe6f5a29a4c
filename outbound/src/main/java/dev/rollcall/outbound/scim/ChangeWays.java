package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.ScimTarget.Update;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The ways in which one change may be asked for, one after the other until the target takes one.
 *
 * <p>Guarantees: what a target refuses is learned only when it has taken the same change in another way, and what was learned before
 * is forgotten when it has taken what it was said to refuse. Used by one thread, for one change.
 */
final class ChangeWays {
    private final EndpointQuirks quirks;
    private final ScimExchange exchange;
    private final Update byPatch;
    private final Set<Update> refused = EnumSet.noneOf(Update.class);
    private Update now;
    private Optional<String> evidence = Optional.empty();

    /**
     * @param byPatch in which form a PATCH is sent
     * @param first what is asked first
     */
    ChangeWays(EndpointQuirks quirks, ScimExchange exchange, Update byPatch, Update first) {
        this.quirks = quirks;
        this.exchange = exchange;
        this.byPatch = byPatch;
        this.now = first;
    }

    /** In which form a PATCH is sent. */
    static Update byPatch(ScimTarget settings, EndpointQuirks quirks) {
        return settings.update() == Update.PATCH_BY_PATH || quirks.has(TargetQuirks.PATH_NEEDED)
                ? Update.PATCH_BY_PATH
                : Update.PATCH;
    }

    /** Whether an answer says that the method is unknown there. */
    static boolean isUnknownMethod(TargetReply reply) {
        return reply.status() == 405 || reply.status() == 501;
    }

    /** The way to ask in now. */
    Update now() {
        return now;
    }

    /** Whether there is a way that was not asked in yet and that the answer speaks for; then that is the one to ask in now. */
    boolean another(TargetReply refusal) {
        Optional<Update> other = other(refusal).filter(way -> !refused.contains(way));
        if (other.isEmpty()) {
            return false;
        }
        refused.add(now);
        evidence = Optional.of(exchange.evidence(refusal));
        now = other.get();
        return true;
    }

    /** The target has taken it. */
    void taken() {
        boolean put = now == Update.PUT;
        if (put && !refused.isEmpty()) {
            quirks.unlearn(TargetQuirks.PATCH_ONLY);
            learn(TargetQuirks.NO_PATCH);
        }
        if (!put && refused.contains(Update.PUT)) {
            quirks.unlearn(TargetQuirks.NO_PATCH);
            learn(TargetQuirks.PATCH_ONLY);
        }
        if (now == Update.PATCH_BY_PATH && refused.contains(Update.PATCH)) {
            learn(TargetQuirks.PATH_NEEDED);
        }
    }

    private void learn(String name) {
        quirks.learn(name, evidence.orElse(""), exchange.clock().now());
    }

    private Optional<Update> other(TargetReply reply) {
        if (isUnknownMethod(reply)) {
            boolean never = now != Update.PUT && quirks.isOfMake(TargetQuirks.PATCH_ONLY);
            return never ? Optional.empty() : Optional.of(now == Update.PUT ? byPatch : Update.PUT);
        }
        boolean wantsPath = reply.status() == 400
                && now == Update.PATCH
                && (reply.scimType().equals("noTarget")
                        || reply.scimType().equals("invalidPath")
                        || reply.detail().toLowerCase(Locale.ROOT).contains("path"));
        return wantsPath ? Optional.of(Update.PATCH_BY_PATH) : Optional.empty();
    }
}
