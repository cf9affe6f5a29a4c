package dev.rollcall.console.person;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.access.Resends;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.scim.json.ScimJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A user: the resource as the identity provider sees it beside the profile as the product sees it, what streams hold of it, its
 * history, and the block and the deletion.
 *
 * <p>Guarantees: a path names a user of its own connection alone, by the SCIM id or by the user_id.
 */
public final class UserPage implements ConsolePage {
    private final ConsoleServices services;
    private final PersonSearch search;
    private final PersonEdits edits;

    public UserPage(ConsoleServices services) {
        this.services = services;
        this.search = new PersonSearch(services.management().people());
        this.edits = new PersonEdits(services.management().people());
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.USER, ManagementScope.READ_USERS, this::show),
                ConsoleRoute.post(ConsolePath.USER_BLOCK, ManagementScope.UPDATE_USERS, this::block),
                ConsoleRoute.post(ConsolePath.USER_UNBLOCK, ManagementScope.UPDATE_USERS, this::unblock),
                ConsoleRoute.post(ConsolePath.USER_DELETE, ManagementScope.DELETE_USERS, this::delete));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        request.reserve(HistoryEntry.LARGEST);
        KnownUser known = KnownUser.of(services, search, request);
        Connection connection = known.connection();
        String id = known.account().id();
        String resource = PersonRequest.resource(services, request, connection, connection.types().user(), id)
                .orElseThrow(KnownUser::nobody);
        Frame frame = request.frame();
        boolean active = ScimJson.tree(resource).path("active").asBoolean(true);
        boolean streams = frame.may(ManagementScope.READ_EVENT_STREAMS);
        Instant now = services.clock().instant();
        HistoryEntry.Stretch history = HistoryEntry.of(services, request, connection.id(), id);
        String name = connection.name();
        return ConsoleAnswer.page("user.jte", services.storage().read(request.share(), session -> {
            Optional<StoredOverlay> overlay = session.overlays()
                    .find(known.account())
                    .filter(StoredOverlay::blocked)
                    .filter(block -> block.blockedUntil().map(now::isBefore).orElse(true));
            return new UserView(ConnectionTabs.of(frame, connection, ConsolePath.USERS), name(known), known.userId(),
                    id,
                    active, overlay.isPresent(),
                    overlay.flatMap(StoredOverlay::blockedUntil), resource, known.profile().toPrettyString(),
                    streams ? targets(session, frame, known) : List.of(), history.entries(),
                    history.next()
                            .map(before -> frame.link(ConsolePath.USER, LinkQuery.NONE.with("before", before), name,
                                    id)),
                    new UserView.Urls(
                            frame.link(ConsolePath.LOG, LinkQuery.NONE.with("connection", connection.id().value())
                                    .with("resource", id)),
                            frame.link(ConsolePath.MAPPING, LinkQuery.NONE.with("user", id), name),
                            frame.link(ConsolePath.USER_BLOCK, name, id),
                            frame.link(ConsolePath.USER_UNBLOCK, name, id),
                            frame.link(ConsolePath.USER_RESEND, name, id),
                            frame.link(ConsolePath.USER_DELETE, name, id)));
        }));
    }

    /** Of each stream by a key; there are as many streams as the setting limits.event-streams says. */
    private static List<UserView.AtTarget> targets(ReadSession session, Frame frame, KnownUser known) {
        List<UserView.AtTarget> targets = new ArrayList<>();
        SubjectKey person = SubjectKey.user(known.connection().id(),
                UserId.parse(known.userId()).map(UserId::subject).orElseGet(known::userId));
        for (EventStream stream : session.streams().all()) {
            if (stream.isHidden()) {
                continue;
            }
            Optional<RemoteRecord> remote = session.remotes().ofResource(stream.id(), known.account().id());
            boolean again = Resends.isFor(stream, known.connection());
            if (remote.isPresent() || again) {
                SubjectKey subject = remote.map(RemoteRecord::subject).orElse(person);
                boolean waits = session.deliveries().head(stream.id(), subject).isPresent();
                targets.add(new UserView.AtTarget(stream.name(), stream.id().value(),
                        frame.link(ConsolePath.STREAM, stream.id().value()),
                        remote.flatMap(RemoteRecord::remoteId).orElse(""),
                        remote.map(found -> found.owed() ? "not there yet" : "there").orElse("not sent"),
                        remote.map(RemoteRecord::updatedAt),
                        remote.flatMap(RemoteRecord::etag),
                        remote.flatMap(RemoteRecord::sent).map(UserPage::pretty),
                        !waits,
                        waits && frame.may(ManagementScope.READ_EVENT_DELIVERIES)
                                ? Optional.of(frame.link(ConsolePath.STREAM_DELIVERIES,
                                        LinkQuery.NONE.with("subject", subject.text())
                                                .with("status",
                                                        DeliveryState.PENDING.keyword()),
                                        stream.id().value()))
                                : Optional.empty(),
                        again && frame.may(ManagementScope.UPDATE_EVENT_DELIVERIES)));
            }
        }
        return targets;
    }

    private static String pretty(String json) {
        return ScimJson.tree(json).toPrettyString();
    }

    private static String name(KnownUser known) {
        return Stream.of("name", "username", "email")
                .map(attribute -> known.profile().path(attribute).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(known.userId());
    }

    private ConsoleAnswer block(ConsoleRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("blocked", true);
        request.form().text("until").ifPresent(until -> body.put("blocked_until", until));
        return patched(request, body);
    }

    private ConsoleAnswer unblock(ConsoleRequest request) {
        return patched(request, JsonNodeFactory.instance.objectNode().put("blocked", false));
    }

    private ConsoleAnswer patched(ConsoleRequest request, ObjectNode body) {
        KnownUser known = KnownUser.of(services, search, request);
        UserId userId = UserId.parse(known.userId()).orElseThrow(KnownUser::nobody);
        if (request.change(trail -> edits.patch(PersonRequest.caller(request).audited(trail), userId, body))
                .isEmpty()) {
            throw KnownUser.nobody();
        }
        return ConsoleAnswer.redirect(
                request.frame().link(ConsolePath.USER, known.connection().name(), known.account().id()));
    }

    private ConsoleAnswer delete(ConsoleRequest request) {
        KnownUser known = KnownUser.of(services, search, request);
        UserId userId = UserId.parse(known.userId()).orElseThrow(KnownUser::nobody);
        if (!request.change(trail -> edits.delete(PersonRequest.caller(request).audited(trail), userId))) {
            throw KnownUser.nobody();
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.USERS, known.connection().name()));
    }
}
