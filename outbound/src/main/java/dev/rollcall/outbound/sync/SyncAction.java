package dev.rollcall.outbound.sync;

import java.util.Arrays;
import java.util.Locale;

/** What a sync has to do about one resource, or why it does nothing. */
enum SyncAction {
    /** The target lacks it. */
    CREATE(Stage.USERS),
    /** The target has it, made by somebody else, and it gets our externalId. */
    ADOPT(Stage.USERS),
    /** It differs. */
    UPDATE(Stage.USERS),
    /** Nobody of the source is called so any more. */
    DEACTIVATE(Stage.DEPARTURES),
    DELETE(Stage.DEPARTURES),
    CREATE_GROUP(Stage.GROUPS),
    ADOPT_GROUP(Stage.GROUPS),
    UPDATE_GROUP(Stage.GROUPS),
    DELETE_GROUP(Stage.GROUPS),
    /** Members are missing or too many. */
    MEMBERS(Stage.MEMBERS),
    /** Somebody has to decide. */
    CONFLICT(Stage.NEVER),
    /** It cannot be sent, for example without an e-mail address. */
    SKIP(Stage.NEVER);

    /** When it is done; in this order. */
    enum Stage {
        DEPARTURES,
        USERS,
        GROUPS,
        MEMBERS,
        NEVER
    }

    private final Stage stage;

    SyncAction(Stage stage) {
        this.stage = stage;
    }

    Stage stage() {
        return stage;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static SyncAction of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A sync knows no action " + word + "."));
    }
}
