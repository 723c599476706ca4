package io.millrace.scenarios.cli;

class QueryCommandTest {}
