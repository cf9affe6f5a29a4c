package dev.rollcall.clients;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.StreamActions;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** For a server that delivers nothing: whoever asks it for a target has made a mistake. */
final class NoTargets implements SecretSeal, StreamActions {
    @Override
    public String seal(String text, String purpose) {
        throw new UnsupportedOperationException(purpose);
    }

    @Override
    public Optional<String> open(String sealed, String purpose) {
        throw new UnsupportedOperationException(purpose);
    }

    @Override
    public ObjectNode preview(EventStream stream, ObjectNode event) {
        throw new UnsupportedOperationException(stream.name());
    }

    @Override
    public ObjectNode rows(ScimTarget target) {
        throw new UnsupportedOperationException(target.preset());
    }

    @Override
    public List<ReportStep> check(EventStream stream) {
        throw new UnsupportedOperationException(stream.name());
    }

    @Override
    public StreamDelivery test(EventStream stream, EventType type, Optional<ObjectNode> event) {
        throw new UnsupportedOperationException(stream.name());
    }
}
