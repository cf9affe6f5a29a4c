package dev.rollcall.directory.person;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether somebody who has signed in is let in.
 *
 * @param reason why
 * @param found how the person was found
 * @param profile of the person, the primary one when accounts are linked; empty when nobody was found
 * @param ignored what the sign-in said and was not taken over, with the reason
 */
public record SignInAnswer(
        Reason reason, Found found, Optional<ObjectNode> profile, Map<String, String> ignored) {

    public SignInAnswer {
        ignored = Map.copyOf(ignored);
    }

    /** Whether access is allowed. */
    public boolean allowed() {
        return reason == Reason.ALLOWED;
    }

    /** Why somebody is let in or not. */
    public enum Reason {
        ALLOWED("allowed", "The person is known and active, and nothing blocks."),
        UNKNOWN("unknown_user", "Nobody of this connection is known by this sign-in, and sign-ins make nobody here."
                + " Provision the person first."),
        AMBIGUOUS("ambiguous_user",
                "Several people of this connection have this identity. Have the identity provider give"
                        + " each its own externalId."),
        DELETED("deleted",
                "The identity provider has deleted the person, of whom what the product has is kept for some days."
                        + " Provision the person again."),
        FORMER_SUBJECT("former_subject",
                "This is what the person was called by before user_id_attribute was changed. Have the identity provider send"
                        + " at sign-in what the attribute names now."),
        INACTIVE("inactive", "The identity provider has deactivated the person. Activate the person there."),
        BLOCKED("blocked", "The administrator has blocked the person. Lift the block with blocked: false."),
        PRIMARY_BLOCKED("primary_blocked",
                "The account that this one is linked to is blocked or deactivated. Lift the block"
                        + " there, or unlink the accounts.");

        private final String word;
        private final String sentence;

        Reason(String word, String sentence) {
            this.word = word;
            this.sentence = sentence;
        }

        /** The word for programs. */
        public String word() {
            return word;
        }

        /** The sentence for people. */
        public String sentence() {
            return sentence;
        }
    }

    /** How a person was found. */
    public enum Found {
        /** By a subject of an earlier sign-in. */
        IDENTITY("identity"),
        /** By the user-id attribute. */
        USER_ID_ATTRIBUTE("user_id_attribute"),
        /** By what was the user-id attribute before it was changed, while people are being re-keyed. */
        FORMER_ATTRIBUTE("former_user_id_attribute"),
        /** By the externalId, and adopted. */
        EXTERNAL_ID("externalId"),
        /** By the userName, and adopted. */
        USER_NAME("userName"),
        /** By an e-mail address of a verified domain, and adopted. */
        EMAIL("email"),
        /** Not at all, and made. */
        CREATED("created"),
        /** Not at all. */
        NOBODY("nobody");

        private final String word;

        Found(String word) {
            this.word = word;
        }

        /** The word for programs. */
        public String word() {
            return word;
        }
    }
}
