"""What goes out: tables of the dataset as workbooks, folders and archives, and a blank template.

`writer_of` opens a file for tables whose rows come in batches; `seeds.out.export` reads them
from the graph.
"""

from seeds.out.files import TableWriter, replacing, writer_of
from seeds.out.wording import Language

__all__ = ["Language", "TableWriter", "replacing", "writer_of"]
