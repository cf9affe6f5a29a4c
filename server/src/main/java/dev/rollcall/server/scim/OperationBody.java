package dev.rollcall.server.scim;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operation of a bulk request brings with it.
 *
 * @param data its body, read already; empty for none
 * @param bytes about how many it takes as JSON
 * @param newId the id of what it makes
 */
record OperationBody(Optional<ObjectNode> data, int bytes, Optional<String> newId) {}
