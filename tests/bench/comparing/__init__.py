"""Other tools on the records of a generated tracker."""
