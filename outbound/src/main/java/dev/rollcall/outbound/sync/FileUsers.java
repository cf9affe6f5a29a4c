package dev.rollcall.outbound.sync;

import java.util.Optional;

/**
 * The users of a file. Whoever of them is Rollcall's own, by the same {@code user_id}, is taken as Rollcall has them now: a file is
 * of earlier, and what is sent by it must not undo what was sent since.
 */
final class FileUsers implements SourceUsers {
    private final ExportFile file;
    private final RollcallUsers own;

    FileUsers(ExportFile file, RollcallUsers own) {
        this.file = file;
        this.own = own;
    }

    @Override
    public SourcePage page(String place, int limit) {
        SourcePage page = file.page(place, limit);
        return new SourcePage(
                page.users().stream().map(user -> own.find(user.userId()).orElse(user)).toList(), page.next());
    }

    /** Nobody of a file may be taken away at the target: a file seldom has everybody. */
    @Override
    public Optional<Boolean> isGone(String externalId) {
        return Optional.empty();
    }

    /** Which file it is, as it is now. */
    String print() {
        return file.print();
    }

    @Override
    public void close() {
        file.close();
    }
}
