package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.MemberView;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.resource.Projection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes groups with more members than one read takes, a stretch of members at a time.
 *
 * <p>Guarantees: the members are those of one membership: when it is replaced meanwhile, those of before are written on, which
 * the store keeps for {@link #KEPT}; after that the answer is broken off rather than mixed. A member that is in the group all
 * the while is written exactly once, in the order of values; one that comes or goes by itself meanwhile may or may not be. The
 * answer's version is that of the beginning, so that a change that is conditional on it is refused when the group has changed
 * since. No read is open while something is written.
 */
final class MemberPages {
    private static final byte[] ONLY_KEY = "\"members\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT_KEY = ",\"members\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final int EMPTY_OBJECT = 2;

    /** For how long the store keeps a membership that was replaced, for those who are reading it. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private final Storage storage;
    private final int stretch;
    private final LongSupplier nanoTime;

    /**
     * @param stretch members a read
     * @param nanoTime a time that only goes forward
     */
    MemberPages(Storage storage, int stretch, LongSupplier nanoTime) {
        this.storage = storage;
        this.stretch = stretch;
        this.nanoTime = nanoTime;
    }

    /**
     * The beginning of a group's members.
     *
     * @param goesOn whether there may be more
     */
    record Beginning(List<ResolvedMember> members, boolean goesOn) {
        static final Beginning NOBODY = new Beginning(List.of(), false);
    }

    /** The first stretch. */
    Beginning first(MemberView members, StoredResource group) {
        List<ResolvedMember> found = members.of(group, Optional.empty(), stretch);
        return new Beginning(found, found.size() == stretch);
    }

    /** One stretch more. */
    Beginning more(MemberView members, StoredResource group, Beginning before) {
        List<ResolvedMember> next = members
                .of(group, Optional.of(before.members.getLast().member().value()), stretch);
        List<ResolvedMember> all = new ArrayList<>(before.members);
        all.addAll(next);
        return new Beginning(all, next.size() == stretch);
    }

    /**
     * Writes a group with all of its members.
     *
     * @param beginning its first members, at least one
     */
    void write(
            OutputStream out, Rendering rendering, StoredResource group, Computed computed, Beginning beginning,
            Projection projection) throws IOException {
        byte[] rest = rendering.bytes(group, computed.withoutMembers(), projection);
        out.write(rest, 0, rest.length - 1);
        out.write(rest.length == EMPTY_OBJECT ? ONLY_KEY : NEXT_KEY);
        long begun = nanoTime.getAsLong();
        List<ResolvedMember> members = beginning.members;
        boolean goesOn = beginning.goesOn;
        boolean written = write(out, rendering.members(members, projection), false);
        TimeSlice slice = new TimeSlice();
        while (goesOn) {
            slice.pause();
            String last = members.getLast().member().value();
            members = storage.read(Share.of(group.connection()), session -> after(session, group, last, begun));
            goesOn = members.size() == stretch;
            written = write(out, rendering.members(members, projection), written);
        }
        out.write(END);
    }

    /** Writes elements, which a projection may have left none of. @return whether any was written by now */
    private static boolean write(OutputStream out, byte[] elements, boolean before) throws IOException {
        if (elements.length == 0) {
            return before;
        }
        if (before) {
            out.write(',');
        }
        out.write(elements);
        return true;
    }

    private List<ResolvedMember> after(ReadSession session, StoredResource group, String last, long begun) {
        if (nanoTime.getAsLong() - begun > KEPT.toNanos() && !inForce(session, group)) {
            throw ScimException.of(
                    503, "The group's members were replaced while they were being read for very long. Read it again.");
        }
        return session.members().of(group, Optional.of(last), stretch);
    }

    private static boolean inForce(ReadSession session, StoredResource group) {
        return session.resources()
                .find(group.connection(), group.type(), group.id())
                .filter(now -> now.membership() == group.membership())
                .isPresent();
    }
}
