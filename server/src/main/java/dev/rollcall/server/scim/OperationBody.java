package dev.rollcall.server.scim;

import dev.rollcall.scim.bulk.DataSize;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operation of a bulk request brings with it.
 *
 * @param data its body, read already; empty for none
 * @param size of the data
 * @param newId the id of what it makes
 */
record OperationBody(Optional<ObjectNode> data, DataSize size, Optional<String> newId) {}
