package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.person.MappingImpact;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.ProfileRows;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.management.connection.MappingTurns;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/**
 * The rows of a connection's mapping: what they make of somebody, what is different when they are edited, and how many users that
 * concerns, before they are saved as a new version.
 *
 * <p>Guarantees: what is edited is in the page alone until it is saved, and is saved only when the version that it began with is still
 * in force; whoever may only look gets no field to type into.
 */
public final class MappingPage implements ConsolePage {
    private static final HeaderName FROM_HTMX = HeaderName.of("HX-Request");

    private final ConsoleServices services;
    private final MappingTrials trials;
    private final MappingImpact impact;
    private final MappingTurns turns;

    public MappingPage(ConsoleServices services) {
        this.services = services;
        this.trials = new MappingTrials(services);
        this.impact = new MappingImpact(services.management().people());
        this.turns = new MappingTurns(services.management().people().turns());
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.MAPPING, ManagementScope.READ_SCIM_CONFIG, this::show),
                ConsoleRoute.post(ConsolePath.MAPPING_DRAFT, ManagementScope.UPDATE_SCIM_CONFIG, this::draft),
                ConsoleRoute.post(ConsolePath.MAPPING, ManagementScope.UPDATE_SCIM_CONFIG, this::save));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        request.reserve(PreviewSubject.LARGEST);
        Connection connection = OpenedConnection.of(services, request);
        Optional<Provisioning> provisioning = OpenedConnection.provisioning(services, request, connection);
        MappingSheet sheet = new MappingSheet(services, request, connection);
        if (provisioning.isEmpty()) {
            return ConsoleAnswer.page("mapping.jte", sheet.off());
        }
        ArrayNode rows = MappingText.rows(provisioning.get().rows(), connection.strategy());
        MappingDraft draft = MappingDraft.of(provisioning.get().configuration().mappingVersion(), rows);
        PreviewSubject subject = PreviewSubject.of(services, request, connection.id(), request.query().text("user"),
                Optional.empty());
        MappingTrial trial = trials.ofThoseInForce(request, connection, rows, subject);
        return ConsoleAnswer.page("mapping.jte",
                sheet.of(provisioning.get(), draft, false, subject, trial, Optional.empty()));
    }

    private ConsoleAnswer draft(ConsoleRequest request) {
        request.reserve(PreviewSubject.LARGEST);
        Connection connection = OpenedConnection.of(services, request);
        Provisioning provisioning = OpenedConnection.required(services, request, connection);
        String action = request.form().text("do").orElse("");
        MappingDraft draft = action.equals("default")
                ? MappingDraft.of(MappingDraft.base(request.form()), MappingText.defaults(connection.strategy()))
                : MappingDraft.of(request.form());
        PreviewSubject subject = PreviewSubject.of(services, request, connection.id(), request.form().text("user"),
                request.form().text("payload"));
        MappingTrial trial = trials.of(request, connection, draft.json(), subject);
        // Fields have no place for what is no row, so such JSON stays JSON.
        boolean typed = request.form().text("json").isPresent()
                && (!action.equals("table") || trial.mapping().isEmpty() && !draft.json().isEmpty());
        boolean asJson = action.equals("json") || typed && !action.equals("default");
        Optional<MappingView.Review> review = action.equals("review")
                ? Optional.of(review(request, provisioning, trial))
                : Optional.empty();
        MappingView view = new MappingSheet(services, request, connection)
                .of(provisioning, draft, asJson, subject, trial, review);
        return ConsoleAnswer.page(request.header(FROM_HTMX).isPresent() ? "mappingpreview.jte" : "mapping.jte", view);
    }

    private MappingView.Review review(ConsoleRequest request, Provisioning provisioning, MappingTrial trial) {
        Connection connection = provisioning.connection();
        if (trial.mapping().isEmpty()) {
            return new MappingView.Review(List.of(), "", Optional.empty(),
                    "The rows make no mapping yet. Mend those that are marked.");
        }
        ArrayNode rows = ProfileRows.write(trial.mapping().get().rows());
        List<MappingDifference> differences = MappingDifference.between(
                MappingText.rows(provisioning.rows(), connection.strategy()), rows);
        if (differences.isEmpty()) {
            return new MappingView.Review(List.of(), "", Optional.empty(),
                    "Nothing differs from what is in force, so there is nothing to save.");
        }
        return new MappingView.Review(differences, rows.toString(),
                Optional.of(ImpactView.of(impact.of(request.share(), connection, trial.mapping().get(),
                        request.client()), request.frame().may(ManagementScope.READ_USERS))),
                "");
    }

    private ConsoleAnswer save(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        int base = MappingDraft.base(request.form());
        ArrayNode rows = MappingDraft.rows(request.form().required("json", "rows"));
        MappingLimits limits = services.management().configurations().settings().limits();
        String text = turns.spend(connection.id(), request.client(), () -> MappingText.of(rows, limits));
        String usual = MappingText.defaults(connection.strategy()).toString();
        ConfigurationEdit edit = ConfigurationEdit.ofMapping(text.equals(usual) ? "" : text);
        request.change(trail -> OpenedConnection.configurations(services, request)
                .audited(trail)
                .updateFrom(base, connection.id(), edit, request.caller().actor()));
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.MAPPING, connection.name()));
    }
}
