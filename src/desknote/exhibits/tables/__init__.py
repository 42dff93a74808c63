"""Tables: each type one module, which lays its figures out as a grid; ``html`` writes the grid."""
