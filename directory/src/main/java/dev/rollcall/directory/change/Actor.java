package dev.rollcall.directory.change;

import dev.rollcall.directory.identifier.Keyword;
import java.util.Optional;

/**
 * Who made a change.
 *
 * @param id of a token {@code tok_…}, of a client or person their id, of an operator the name; empty where the kind has none
 */
public record Actor(Kind kind, Optional<String> id) {
    /** The command line, run by whoever may write to the store. */
    public static final Actor COMMAND_LINE = new Actor(Kind.COMMAND_LINE, Optional.empty());

    /** What the server does by itself, when no request is known to have caused it. */
    public static final Actor UPKEEP = new Actor(Kind.UPKEEP, Optional.empty());

    /** The holder of a SCIM token. */
    public static Actor token(String tokenId) {
        return new Actor(Kind.TOKEN, Optional.of(tokenId));
    }

    /** A client of the management API, or of a connection's OAuth. */
    public static Actor client(String clientId) {
        return new Actor(Kind.CLIENT, Optional.of(clientId));
    }

    /** Somebody who is signed in. */
    public static Actor person(String userId) {
        return new Actor(Kind.PERSON, Optional.of(userId));
    }

    /** Somebody who is signed in to the console by the company's own issuer. */
    public static Actor operator(String name) {
        return new Actor(Kind.OPERATOR, Optional.of(name));
    }

    /** Of what kind an actor is. */
    public enum Kind implements Keyword {
        /** A SCIM token. */
        TOKEN("token"),
        /** A client of the management API, or of a connection's OAuth. */
        CLIENT("client"),
        /** The command line. */
        COMMAND_LINE("command-line"),
        /** The server itself. */
        UPKEEP("upkeep"),
        /** Somebody who is signed in. */
        PERSON("person"),
        /** Somebody who is signed in to the console by the company's own issuer. */
        OPERATOR("operator"),
        /** Recorded before actors were. */
        UNKNOWN("unknown");

        private final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }

        /** The word for it in the record. */
        @Override
        public String keyword() {
            return keyword;
        }

        /**
         * The kind of that word.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Kind of(String keyword) {
            return Keyword.find(Kind.class, keyword, "kind of actor");
        }
    }
}
