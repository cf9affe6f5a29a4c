package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.MemberDelta;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Members of a group whom a run's requests have named after somebody else had its head: whoever came before may have sent newer ones,
 * which the target has undone then, or undoes later, and whose deltas are settled.
 */
final class LateMembers {
    private LateMembers() {}

    /** The same members as they are to be now; none of a group that is gone, because nobody is its member any more. */
    static List<MemberDelta> of(ReadSession session, HeadResult late, List<MemberDelta> named) {
        if (named.isEmpty()) {
            return List.of();
        }
        List<String> sent = named.stream().map(MemberDelta::memberId).distinct().toList();
        return session.resources()
                .find(late.subject().connection().orElseThrow(), "Group", late.subject().tail())
                .map(group -> members(late, sent, session.members()
                        .which(group, sent)
                        .stream()
                        .map(Member::value)
                        .collect(Collectors.toSet())))
                .orElse(List.of());
    }

    private static List<MemberDelta> members(HeadResult late, List<String> sent, Set<String> now) {
        return sent.stream()
                .map(id -> new MemberDelta(late.subject(), id, now.contains(id), late.claimedTo(), false))
                .toList();
    }
}
