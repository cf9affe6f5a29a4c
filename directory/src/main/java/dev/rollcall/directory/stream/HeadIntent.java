package dev.rollcall.directory.stream;

import dev.rollcall.directory.identifier.Keyword;
import java.util.Locale;

/**
 * What is owed to a target for one subject. What is sent is decided by the state that is read when it is sent; the intent says
 * what may be taken for granted of the target.
 *
 * <p>Guarantees: {@link #then} never forgets that a subject may be at the target, and never that it may not be there.
 */
public enum HeadIntent implements Keyword {
    /** It is not there, unless an answer was lost: create it. */
    CREATE,
    /** It is there: change it. Without a remote id it is looked up. */
    UPDATE,
    /** Nobody knows: look it up; change it where it is there, create it where it is not. */
    REPLACE,
    /** It is there: delete it. */
    DELETE,
    /** It may be there: look it up, and delete it where it is. No remembered id is trusted. */
    LOOK_DELETE,
    /** Each event is sent as it is; nothing is merged. */
    DELIVER;

    /**
     * What is owed when another event comes while this is still waiting.
     *
     * @param event what the event alone would ask for: {@link #CREATE}, {@link #UPDATE}, {@link #REPLACE}, {@link #DELETE} or
     *     {@link #DELIVER}
     */
    public HeadIntent then(HeadIntent event) {
        return switch (this) {
            case DELIVER -> DELIVER;
            case CREATE -> switch (event) {
                case DELETE, LOOK_DELETE -> LOOK_DELETE;
                case REPLACE -> REPLACE;
                default -> CREATE;
            };
            case UPDATE -> switch (event) {
                case UPDATE -> UPDATE;
                case DELETE, LOOK_DELETE -> event;
                default -> REPLACE;
            };
            case DELETE, LOOK_DELETE -> event == DELETE || event == LOOK_DELETE ? this : REPLACE;
            case REPLACE -> event == DELETE || event == LOOK_DELETE ? LOOK_DELETE : REPLACE;
        };
    }

    /** What is owed to the rest of a subject's events when it is known where the subject stands. */
    public HeadIntent once(AtTarget now) {
        return switch (now) {
            case UNKNOWN -> this;
            case PRESENT -> switch (this) {
                case CREATE, REPLACE -> UPDATE;
                case LOOK_DELETE -> DELETE;
                default -> this;
            };
            case ABSENT -> switch (this) {
                case UPDATE, REPLACE -> REPLACE;
                case DELETE -> LOOK_DELETE;
                default -> this;
            };
        };
    }

    @Override
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The intent of that word. @throws IllegalArgumentException when there is none */
    public static HeadIntent of(String keyword) {
        return Keyword.find(HeadIntent.class, keyword, "intent");
    }
}
