package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.person.MappingImpact;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.connection.MappingTurns;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** A version of a connection's mapping: what differs from the one in force, whom that concerns, and the way back to it. */
public final class MappingVersionPage implements ConsolePage {
    private final ConsoleServices services;
    private final MappingImpact impact;
    private final MappingTurns turns;

    public MappingVersionPage(ConsoleServices services) {
        this.services = services;
        this.impact = new MappingImpact(services.management().people());
        this.turns = new MappingTurns(services.management().people().turns());
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.MAPPING_VERSION, ManagementScope.READ_SCIM_CONFIG, this::show),
                ConsoleRoute.post(ConsolePath.MAPPING_VERSION, ManagementScope.UPDATE_SCIM_CONFIG, this::rollBack));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        request.reserve(PreviewSubject.LARGEST);
        Connection connection = OpenedConnection.of(services, request);
        Provisioning provisioning = OpenedConnection.required(services, request, connection);
        int number = number(request);
        String text = text(request, connection, number);
        ArrayNode rows = MappingText.rows(text, connection.strategy());
        boolean inForce = provisioning.configuration().mappingVersion() == number;
        ImpactView changed = inForce ? ImpactView.NONE : changed(request, connection, text);
        return ConsoleAnswer.page("mappingversion.jte", new MappingVersionView(
                ConnectionTabs.of(request.frame(), connection, ConsolePath.MAPPING),
                number == ScimConfiguration.DEFAULT_MAPPING ? "Default rows" : "Version " + number, number,
                provisioning.configuration().mappingVersion(), inForce,
                rows.toPrettyString(),
                MappingDifference.between(MappingText.rows(provisioning.rows(), connection.strategy()), rows), changed,
                request.frame()
                        .link(ConsolePath.MAPPING_VERSION, connection.name(), Integer.toString(number)),
                request.frame().link(ConsolePath.MAPPING, connection.name())));
    }

    /** The way back is there also when there is no turn to say how many users it concerns: a mapping may be what keeps all turns. */
    private ImpactView changed(ConsoleRequest request, Connection connection, String text) {
        try {
            return ImpactView.of(
                    impact.of(request.share(), connection, mapping(request, connection, text), request.client()),
                    request.frame().may(ManagementScope.READ_USERS));
        } catch (ScimException busy) {
            return ImpactView.unknown("How many users this concerns could not be looked at: " + busy.detail());
        }
    }

    private ConsoleAnswer rollBack(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        int number = number(request);
        int base = MappingDraft.base(request.form());
        request.change(trail -> OpenedConnection.configurations(services, request)
                .audited(trail)
                .rollBackFrom(base, connection.id(), number));
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.MAPPING, connection.name()));
    }

    private Mapping mapping(ConsoleRequest request, Connection connection, String text) {
        return turns.spend(connection.id(), request.client(), () -> MappingText.mapping(text, connection.strategy(),
                services.management().configurations().settings().limits()));
    }

    private String text(ConsoleRequest request, Connection connection, int number) {
        return number == ScimConfiguration.DEFAULT_MAPPING
                ? ""
                : services.storage()
                        .read(request.share(), session -> session.configurations().mapping(connection.id(), number))
                        .map(MappingVersion::rows)
                        .orElseThrow(MappingVersionPage::missing);
    }

    private static int number(ConsoleRequest request) {
        String text = request.parameter("version");
        if (!text.matches("\\d{1,9}")) {
            throw missing();
        }
        return Integer.parseInt(text);
    }

    private static ManagementFailure missing() {
        return ManagementFailure.missing("inexistent_mapping_version",
                "The mapping has no such version, or it is kept no"
                        + " more. The page of the mapping lists those that are.");
    }
}
