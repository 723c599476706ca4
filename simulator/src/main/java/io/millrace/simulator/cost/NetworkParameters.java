package io.millrace.simulator.cost;

/**
 * What collectives reach across nodes.
 *
 * @param ringStepSeconds what each rank of a ring adds to the start
 * @param treeStepSeconds what each doubling of the ranks of a tree adds to the start
 * @param startSeconds what every collective that leaves the node starts with
 * @param share of the NICs' bandwidth that long messages reach
 * @param allToAllShare the same where every rank sends to every other
 * @param pointToPoint a transfer between two ranks
 * @param engineShare part of the arithmetic units that a collective occupies
 * @param error standard deviation of the logarithm of its time
 * @param source what the figures were taken from
 */
record NetworkParameters(
    double ringStepSeconds,
    double treeStepSeconds,
    double startSeconds,
    double share,
    double allToAllShare,
    CollectiveParameters.Transfer pointToPoint,
    double engineShare,
    double error,
    String source) {}
