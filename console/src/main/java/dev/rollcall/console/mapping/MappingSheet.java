package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.StoredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the page of one connection's mapping shows. */
final class MappingSheet {
    /** Versions that are listed; the command line lists all. */
    private static final int VERSIONS = 50;

    private final ConsoleServices services;
    private final ConsoleRequest request;
    private final Connection connection;

    MappingSheet(ConsoleServices services, ConsoleRequest request, Connection connection) {
        this.services = services;
        this.request = request;
        this.connection = connection;
    }

    /** The page of a connection for which SCIM is off. */
    MappingView off() {
        return new MappingView(tabs(), false, urls(), 0, List.of(), "", "", 0, "", "ID", "",
                new MappingTrial(Optional.empty(), Map.of(), Map.of(), Optional.empty(), ""), List.of(), List.of(),
                Optional.empty());
    }

    /** The page of rows that are in force, or being edited. @param asJson whether they are edited as JSON */
    MappingView of(Provisioning provisioning, MappingDraft draft, boolean asJson, PreviewSubject subject,
            MappingTrial trial, Optional<MappingView.Review> review) {
        boolean json = asJson || draft.rows().size() > MappingDraft.MOST_FIELDS;
        int inForce = provisioning.configuration().mappingVersion();
        return new MappingView(tabs(), true, urls(), inForce, rows(draft, trial),
                provisioning.configuration().userIdAttribute(), json ? draft.json().toPrettyString() : "",
                draft.base(), subject.user(), subject.stored().map(StoredResource::id).orElse("ID"), subject.payload(),
                trial,
                MappingDifference.between(MappingText.defaults(connection.strategy()),
                        MappingText.rows(provisioning.rows(), connection.strategy())),
                versions(inForce), review);
    }

    private static List<MappingView.Row> rows(MappingDraft draft, MappingTrial trial) {
        List<Integer> numbers = draft.numbers();
        List<MappingView.Row> rows = new ArrayList<>();
        for (RowFields fields : draft.rows()) {
            int place = rows.size();
            int number = numbers.get(place);
            rows.add(new MappingView.Row(place, fields, trial.rows().getOrDefault(number, ""),
                    number == 0 ? "" : trial.wrong().getOrDefault(number, "")));
        }
        return rows;
    }

    private List<MappingView.Version> versions(int inForce) {
        Frame frame = request.frame();
        List<MappingView.Version> versions = new ArrayList<>();
        for (KeptMapping version : OpenedConnection.configurations(services, request).versions(connection.id())) {
            if (versions.size() == VERSIONS) {
                break;
            }
            versions.add(new MappingView.Version(version.version(), version.version() == inForce,
                    Optional.of(version.createdAt()), version.createdBy(), frame.link(ConsolePath.MAPPING_VERSION,
                            connection.name(), Integer.toString(version.version()))));
        }
        versions.add(new MappingView.Version(ScimConfiguration.DEFAULT_MAPPING,
                inForce == ScimConfiguration.DEFAULT_MAPPING, Optional.empty(), "", frame.link(
                        ConsolePath.MAPPING_VERSION, connection.name(),
                        Integer.toString(ScimConfiguration.DEFAULT_MAPPING))));
        return versions;
    }

    private MappingView.Urls urls() {
        Frame frame = request.frame();
        String name = connection.name();
        return new MappingView.Urls(frame.link(ConsolePath.MAPPING, name),
                frame.link(ConsolePath.MAPPING_DRAFT, name),
                frame.link(ConsolePath.MAPPING_USER_ID, name),
                frame.link(ConsolePath.CONNECTION, name));
    }

    private ConnectionTabs tabs() {
        return ConnectionTabs.of(request.frame(), connection, ConsolePath.MAPPING);
    }
}
