package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;

/**
 * Generations of a group's membership rows: how a membership of any size is swapped at one moment.
 *
 * <p>Guarantees: rows of a generation are invisible until a group names it. It is filled by {@link MemberStore#add} in as many
 * sessions as it takes, and comes into force with the {@link ResourceStore#insert} or {@link ResourceStore#update} of the group
 * that names it; the one before becomes garbage in the same commit. {@link Chore.SweepMembers} takes garbage away in chunks,
 * and what was begun a day ago and never came into force.
 *
 * <p>A group's first membership is generation 0, which needs no creation.
 */
public interface GenerationStore {

    /** Begins a generation. @return its number, which no group has or had */
    long create(ConnectionId connection, String groupId);

    /**
     * Gives up a generation that no group names; nothing happens to one that a group names, so that whoever does not know
     * whether a commit came about may call this.
     *
     * @return whether it was given up; false when a group names it, or it is swept already
     */
    boolean abandon(ConnectionId connection, String groupId, long membership);
}
