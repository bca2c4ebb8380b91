"""moto, the second implementation of DynamoDB that the tests of `store` run on, one request at a time: it locks nothing, and AWS's
transactions are serialised.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html

    second_dynamodb.py PORT            answers on 127.0.0.1 until it is stopped
"""

import sys

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

run_simple("127.0.0.1", int(sys.argv[1]), DomainDispatcherApplication(create_backend_app), threaded=False)
