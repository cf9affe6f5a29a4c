package dev.rollcall.console.setup;

import dev.rollcall.directory.access.SetupChecklist;
import dev.rollcall.directory.access.SetupChecklist.Standing;
import dev.rollcall.directory.log.Explanation;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupProgress.Seen;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.setup.SuccessAddress;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has arrived of a set-up, without a word of whom it was about.
 *
 * @param done how many steps are done
 * @param lastGood when the last request came that was let in
 * @param tokenEnd when the first of the connection's tokens ends
 * @param users how many the connection has, as text; likewise {@code groups}
 * @param url of this part of the page
 * @param success where it leads on when everything has arrived; empty for nowhere
 */
public record ChecklistView(
        List<Item> items, int done, Optional<Instant> lastGood, Optional<Instant> tokenEnd, String users, String groups,
        Instant lookedAt, String url, Optional<SuccessAddress> success) {
    private static final int PAUSED = 503;
    private static final int HELD = 429;

    public ChecklistView {
        items = List.copyOf(items);
    }

    /**
     * A step.
     *
     * @param word how it stands, in a word
     * @param tone of its mark
     * @param at when what was seen of it came
     * @param sentence what that means
     * @param next what to do
     */
    public record Item(String label, String word, String tone, Optional<Instant> at, String sentence,
            List<String> next) {
        public Item {
            next = List.copyOf(next);
        }
    }

    static ChecklistView of(SetupProvider provider, Standing standing, Instant now, String url,
            Optional<SuccessAddress> success) {
        List<Item> items = provider.steps().stream().map(step -> item(step, provider, standing)).toList();
        int done = (int) provider.steps()
                .stream()
                .filter(step -> standing.progress().state(step) == SetupProgress.State.DONE)
                .count();
        return new ChecklistView(items, done,
                standing.progress().evidence(SetupStep.TEST).last().map(Seen::at), standing.tokenEnd(),
                count(standing.users(), "user"), count(standing.groups(), "group"), now, url, success);
    }

    private static String count(int counted, String what) {
        return counted >= SetupChecklist.MOST_COUNTED ? counted + " or more " + what + "s"
                : counted + " " + what + (counted == 1 ? "" : "s");
    }

    /** Whether everything has arrived. */
    public boolean isComplete() {
        return done == items.size();
    }

    private static Item item(SetupStep step, SetupProvider provider, Standing standing) {
        SetupProgress.Evidence evidence = standing.progress().evidence(step);
        return switch (standing.progress().state(step)) {
            case DONE -> new Item(SetupTexts.label(step), "arrived", "good", evidence.first().map(Seen::at),
                    SetupTexts.done(step), List.of());
            case WRONG -> wrong(step, provider, evidence.wrong().map(Seen::at),
                    Optional.ofNullable(standing.refused().get(step)));
            case WAITING -> step == SetupStep.MANAGER && !standing.progress().waiting().isEmpty()
                    ? new Item(SetupTexts.label(step), "waits", "note", Optional.empty(),
                            "A user has a manager who is nobody here yet.",
                            List.of("Assign the manager as well; what was sent is kept until then."))
                    : new Item(SetupTexts.label(step), "not yet", "off", Optional.empty(),
                            SetupTexts.hint(step, provider), List.of());
        };
    }

    private static Item wrong(
            SetupStep step, SetupProvider provider, Optional<Instant> at, Optional<RequestLogEntry> refused) {
        String status = refused.map(entry -> "The last request of this kind was answered " + entry.status() + ". ")
                .orElse("The last request of this kind was refused. ");
        if (refused.filter(ChecklistView::isOfTheVendor).isPresent()) {
            return new Item(SetupTexts.label(step), "held", "note", at, status + "Nothing is lost.",
                    List.of("Ask whoever sent you the link to let it go on: they have paused this connection, or its guard"
                            + " against accidental deletion holds back what was sent."));
        }
        return new Item(SetupTexts.label(step), "refused", "note", at,
                status + refused.map(Explanation::reason).orElse("Send it again to see why."),
                refused.map(entry -> Explanation.of(entry, provider.strategy()).next()).orElse(List.of()));
    }

    /** Whether only the operator can do something about it. */
    private static boolean isOfTheVendor(RequestLogEntry entry) {
        String error = entry.error().orElse("");
        return entry.status() == PAUSED && error.contains("paused")
                || entry.status() == HELD && error.contains("accidental_deletion_guard");
    }
}
