package dev.rollcall.directory.access;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.WebhookTarget;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a stream whose reader of the change record is gone: nobody has waited for it, so that changes which it has not read
 * may be gone too.
 */
public final class LostPlace {
    private static final String SCIM = "The changes that the stream had not read yet are not kept any more. Run a sync of"
            + " it: that compares the target with what is here, and lets it go on.";
    private static final String WEBHOOK = "The changes that the stream had not read yet are not kept any more, so that its"
            + " receiver has missed them. Let the receiver read users and groups anew, then resume the stream with"
            + " {\"backlog\":\"skip\"}, which goes on from now.";

    private LostPlace() {}

    /**
     * Lets a stream be waited for at its own place again, so that it goes on there: one with a webhook, when everything behind that
     * place is still there; one of logout tokens in any case, because nobody could put it right, and a token that comes late harms
     * nobody. A SCIM application is compared instead.
     *
     * @param until when its lease ends, to the millisecond
     * @return whether it goes on
     */
    public static boolean regain(WriteSession session, EventStream stream, Instant until) {
        Optional<String> place = session.streams().progress(stream.id()).map(StreamProgress::position);
        boolean may = place.isPresent() && switch (stream.destination()) {
            case LogoutTarget _ -> true;
            case WebhookTarget _ -> session.changes().isKept(place.get());
            case ScimTarget _ -> false;
        };
        if (!may) {
            return false;
        }
        ChangeReader reader = new ChangeReader(Optional.empty(), stream.id().readerName(), place.get(), until);
        return session.changeReaders().register(reader) || session.changeReaders().move(reader);
    }

    /** Whether nobody waits for a stream. */
    static boolean isOf(WriteSession session, EventStream stream) {
        return session.changeReaders()
                .of(Optional.empty())
                .stream()
                .noneMatch(reader -> reader.name().equals(stream.id().readerName()));
    }

    /** The state of a stream that does not go on by itself; its sentence says what to do. */
    public static StreamState state(EventStream stream, Instant now) {
        return StreamState.needsSync(stream.destination() instanceof ScimTarget ? SCIM : WEBHOOK, now);
    }
}
