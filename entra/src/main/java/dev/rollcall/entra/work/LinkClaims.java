package dev.rollcall.entra.work;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.Management;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which source object has which object of the target, so that no two ever share one. */
final class LinkClaims {
    private final Map<String, String> owners = new ConcurrentHashMap<>();

    LinkClaims(JobState state) {
        state.objects().forEach((id, object) -> {
            boolean managed = object.management() != Management.UNMANAGED;
            object.targetId().filter(target -> managed).ifPresent(target -> owners.put(key(object.type(), target), id));
        });
    }

    /**
     * Takes the target's object for the source object.
     *
     * @throws ProvisioningException when another source object has it
     */
    void claim(ObjectType type, String targetId, WorkItem item) {
        String owner = owners.putIfAbsent(key(type, targetId), item.id());
        if (owner != null && !owner.equals(item.id())) {
            throw new ProvisioningException(
                    ErrorCode.DUPLICATE_SOURCE_ENTRIES,
                    "The target's object '%s' was matched by '%s', but it already belongs to the source object '%s'."
                            .formatted(targetId, item.displayName(), owner),
                    Optional.empty());
        }
    }

    private static String key(ObjectType type, String targetId) {
        return type.path() + "/" + targetId;
    }
}
