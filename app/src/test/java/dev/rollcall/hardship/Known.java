package dev.rollcall.hardship;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the one client that works on a user knows of it: what was acknowledged, and what was sent without an answer and
 * may have happened or not. Read by others only after that client has ended.
 */
final class Known {
    /** The value of a user whose label was never set. */
    static final String NONE = "";

    private final String userName;
    private Optional<String> id = Optional.empty();
    private Optional<String> group = Optional.empty();
    private String label = NONE;
    private final List<String> openLabels = new ArrayList<>();
    private boolean deleted;
    private boolean openDeletion;
    private boolean openMembership;
    private int acknowledged;
    private int open;

    Known(String userName) {
        this.userName = userName;
    }

    void created(String newId) {
        id = Optional.of(newId);
        acknowledged++;
    }

    void labelled(String value) {
        label = value;
        openLabels.clear();
        acknowledged++;
    }

    void maybeLabelled(String value) {
        openLabels.add(value);
        open++;
    }

    void joined(String groupId) {
        group = Optional.of(groupId);
    }

    void maybeJoined() {
        openMembership = true;
    }

    void deleted() {
        deleted = true;
        acknowledged++;
    }

    void maybeDeleted() {
        openDeletion = true;
        open++;
    }

    String userName() {
        return userName;
    }

    /** Empty when its creation was not answered. */
    Optional<String> id() {
        return id;
    }

    /** Whether a client may work on it: it exists for certain, and nothing about it is open. */
    boolean usable() {
        return id.isPresent() && !deleted && !openDeletion && !openMembership;
    }

    boolean mustExist() {
        return id.isPresent() && !deleted && !openDeletion;
    }

    boolean mustBeGone() {
        return deleted;
    }

    /** Which labels it may have. */
    List<String> labels() {
        List<String> labels = new ArrayList<>(openLabels);
        labels.add(label);
        return labels;
    }

    /** Whether it is in a group for certain. */
    boolean mustBeIn(String groupId) {
        return mustExist() && group.filter(groupId::equals).isPresent();
    }

    /** Whether it may be in some group. */
    boolean mayBeMember() {
        return !deleted && (group.isPresent() || openMembership);
    }

    boolean inSomeGroup() {
        return group.isPresent() || openMembership;
    }

    /** How many of its changes the record must hold. */
    int atLeast() {
        return acknowledged;
    }

    /** How many of its changes the record may hold. */
    int atMost() {
        return acknowledged + open;
    }
}
